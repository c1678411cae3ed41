"""Migration operations that let the database itself refuse UPDATE and DELETE on a table."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def refuse_changes(table: str, *, unless_table_has_rows: str = "") -> migrations.RunPython:
    """Return an operation that adds the triggers to table.

    unless_table_has_rows: a guard table; while it holds a row, as within a rebuild, changes pass.
    """

    def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        write = postgres if editor.connection.vendor == "postgresql" else sqlite
        for sql in write(table, unless_table_has_rows):
            editor.execute(sql)

    def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for what in ("update", "delete", *(["truncate"] if on else [])):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")

    return migrations.RunPython(add, drop)


def sqlite(table: str, guard: str) -> list[str]:
    unless = f"WHEN NOT EXISTS (SELECT 1 FROM {guard}) " if guard else ""
    return [
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} {unless}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for what in ("update", "delete")
    ]


def postgres(table: str, guard: str) -> list[str]:
    allow = f"IF EXISTS (SELECT 1 FROM {guard}) THEN RETURN COALESCE(NEW, OLD); END IF;" if guard else ""
    function = (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {allow} "
        f"RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    refuse = f"EXECUTE FUNCTION {table}_refuse()"
    rows = [
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} FOR EACH ROW {refuse}"
        for what in ("update", "delete")
    ]
    return [
        function,
        *rows,
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]
