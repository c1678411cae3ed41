"""A migration operation that gives a table another key."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from alur.base.lib.fields import StoreOrderField

INDEXES = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
ID, ID_AS_KEY = '"id" char(32) NOT NULL', '"id" char(32) NOT NULL PRIMARY KEY'
ORDER, ORDER_AS_KEY = '"rid" bigint NOT NULL', '"rid" integer NOT NULL PRIMARY KEY'


def key_by_store_order(model: str, *, table: str) -> migrations.SeparateDatabaseAndState:
    """Return the operation that makes `rid` the key of a table instead of its UUID `id`, which stays a column.

    Django's own operations cannot change which column is the key on PostgreSQL.
    """

    def change(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        (on_postgres if editor.connection.vendor == "postgresql" else on_sqlite)(editor, table)

    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunPython(change)],
        state_operations=[
            migrations.AlterField(model, "rid", StoreOrderField(primary_key=True, serialize=False)),
            migrations.AlterField(model, "id", models.UUIDField()),
        ],
    )


def on_postgres(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD PRIMARY KEY (rid)")


def on_sqlite(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
        [written] = cursor.fetchone()
        cursor.execute(INDEXES, [table])
        indexes = [sql for (sql,) in cursor.fetchall()]
    editor.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_old"')
    editor.execute(written.replace(ID_AS_KEY, ID).replace(ORDER, ORDER_AS_KEY))
    editor.execute(f'INSERT INTO "{table}" SELECT * FROM "{table}_old" ORDER BY rid')
    editor.execute(f'DROP TABLE "{table}_old"')
    for sql in indexes:
        editor.execute(sql)
