"""How far the store has come."""

from django.db import connection


def head_rid() -> int:
    """Return the highest rid or stamp given out: whatever it has not passed cannot change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rid FROM records_head WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
