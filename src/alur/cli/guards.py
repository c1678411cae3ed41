"""The guards in the database that keep what was recorded from being changed."""

from django.db import connection, transaction

from alur.base.lib import appendonly

# By table: the one that, while it holds a row, lets a rebuild pass.
APPEND_ONLY = {
    "records_statement": "",
    "records_statementkey": "",
    "credit_entry": "records_rebuildguard",
    "audit_entry": "",
}
SQLITE_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
POSTGRES_TRIGGERS = """
    SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND tgenabled <> 'D'
"""


def unguarded() -> list[str]:
    """Return the tables whose guards are not all there."""
    kinds = ["update", "delete", *(["truncate"] if connection.vendor == "postgresql" else [])]
    present = triggers()
    return [table for table in APPEND_ONLY if not {f"{table}_no_{kind}" for kind in kinds} <= present]


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(POSTGRES_TRIGGERS if connection.vendor == "postgresql" else SQLITE_TRIGGERS)
        return {str(row[0]) for row in cursor.fetchall()}


def put_back() -> list[str]:
    """Put missing guards back and return the tables concerned."""
    tables = unguarded()
    for table in tables:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql in statements(table):
                cursor.execute(sql)
    return tables


def statements(table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {table}_refuse() CASCADE", *appendonly.postgres(table, APPEND_ONLY[table])]
    drops = [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for what in ("update", "delete")]
    return [*drops, *appendonly.sqlite(table, APPEND_ONLY[table])]
