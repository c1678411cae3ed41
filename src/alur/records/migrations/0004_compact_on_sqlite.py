"""On SQLite a statement's place in the store is its row number, and links lie in their key's own order."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from alur.base.lib import appendonly
from alur.base.lib.fields import StoreOrderField

LINKS = {"records_actorlink": "actor_id", "records_activitylink": "activity_id"}
# The key's columns first: SQLite 3.40 takes others for damage when it checks such a table.
IN_KEY_ORDER = """
    CREATE TABLE "{table}" ("{key}" bigint NOT NULL, "rid" bigint NOT NULL, "roles" smallint NOT NULL,
        PRIMARY KEY ("{key}", "rid")) WITHOUT ROWID;
    INSERT INTO "{table}" SELECT "{key}", rid, roles FROM "{table}_old" ORDER BY 1, 2;
    DROP TABLE "{table}_old"
"""


def refuse_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers back that went with the old table."""
    if editor.connection.vendor == "sqlite":
        for sql in appendonly.sqlite("records_statement", ""):
            editor.execute(sql)


def let_lie_in_key_order(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "sqlite":
        return
    for table, key in LINKS.items():
        editor.execute(f'ALTER TABLE "{table}" RENAME TO "{table}_old"')
        for sql in IN_KEY_ORDER.format(table=table, key=key).split(";"):
            editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("records", "0003_head_known")]

    operations = [
        migrations.AlterField("statement", "rid", StoreOrderField(primary_key=True, serialize=False)),
        migrations.RunPython(refuse_again, migrations.RunPython.noop),
        migrations.RunPython(let_lie_in_key_order, migrations.RunPython.noop),
    ]
