"""Whether somebody stands for a document, and when it is held out of date; the index is to be made anew with it."""

from django.db import migrations, models

# Without documents `alur init` says that the index is to be made (cli.opening).
WIPE = """
DELETE FROM "search_posting";
DELETE FROM "search_word";
DELETE FROM "search_term";
DELETE FROM "search_passage";
DELETE FROM "search_document";
UPDATE "search_head" SET "passages" = 0;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [
        migrations.AddField(model_name="document", name="is_verified", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="document", name="lapses_on", field=models.DateField(null=True)),
        # Last: PostgreSQL alters no table of which it still has rows to check.
        migrations.RunSQL(WIPE, migrations.RunSQL.noop),
    ]
