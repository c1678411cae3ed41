"""How the store stands: how much is in it, and how far the projections are behind."""

from django.db import connection

from alur.records.models import Fault, Head

MOST_COUNTED = 1_000_000


def head() -> Head | None:
    """Return the store's head, None when the store was never opened."""
    return Head.objects.filter(id=1).first()


def stored_count() -> int:
    """Return how many statements are stored, without counting them; on PostgreSQL by its own running statistics."""
    if connection.vendor == "postgresql":
        # Nothing is ever deleted, so what was inserted is what is there.
        return number("SELECT n_live_tup FROM pg_stat_user_tables WHERE relname = 'records_statementkey'")
    return number("SELECT max(rowid) FROM records_statementkey")


def lag() -> int:
    """Return how many statements are stored and not yet folded; MOST_COUNTED for that many or more."""
    counted = f"""
        SELECT count(*) FROM (SELECT 1 FROM records_statement
        WHERE rid > (SELECT folded FROM records_head WHERE id = 1) LIMIT {MOST_COUNTED}) AS behind
    """
    return number(counted)


def faults() -> list[Fault]:
    """Return why folding stopped, the last first; empty when it goes on."""
    return list(Fault.objects.order_by("-pk")[:10])


def number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0
