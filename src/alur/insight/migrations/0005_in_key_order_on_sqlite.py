"""On SQLite the roll-ups lie in their keys' own order: what is added to is found by one search, and not by two."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("insight_personyear", "insight_unitmonth", "insight_activityyear", "insight_weekhour")
INDEXES = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"


def let_lie_in_key_order(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for table in TABLES:
            remake(table, editor)


def remake(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        columns = cursor.execute(f'PRAGMA table_info("{table}")').fetchall()
        indexes = cursor.execute(INDEXES, [table]).fetchall()
    key = [name for _, name, *_, place in sorted(columns, key=place_in_key) if place]
    # The key's columns first: SQLite 3.40 takes others for damage when it checks such a table.
    defined = [f'"{name}" {kind} NOT NULL' for _, name, kind, *_ in sorted(columns, key=place_in_key_or_after)]
    names, key_names = ", ".join(f'"{name}"' for _, name, *_ in columns), ", ".join(f'"{name}"' for name in key)
    editor.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_old"')
    editor.execute(f'CREATE TABLE "{table}" ({", ".join(defined)}, PRIMARY KEY ({key_names})) WITHOUT ROWID')
    editor.execute(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{table}_old" ORDER BY {key_names}')
    editor.execute(f'DROP TABLE "{table}_old"')
    for (sql,) in indexes:
        editor.execute(sql)


def place_in_key(column: tuple[Any, ...]) -> int:
    return int(column[-1])


def place_in_key_or_after(column: tuple[Any, ...]) -> tuple[bool, int]:
    return not column[-1], place_in_key(column)


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_activities_by_unit")]

    operations = [migrations.RunPython(let_lie_in_key_order, migrations.RunPython.noop)]
