"""Counts of terms and words change where they lie: no index names them, and PostgreSQL's pages keep room for them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def keep_room(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        for table in ("search_term", "search_word"):
            editor.execute(f"ALTER TABLE {table} SET (fillfactor = 70)")


class Migration(migrations.Migration):
    dependencies = [("search", "0004_audience")]

    operations = [
        migrations.RemoveIndex(model_name="term", name="search_term_unused"),
        migrations.RemoveIndex(model_name="word", name="search_word_unused"),
        migrations.RunPython(keep_room, migrations.RunPython.noop),
    ]
