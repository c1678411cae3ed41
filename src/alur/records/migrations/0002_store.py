"""The store refuses changes; on PostgreSQL its statements lie in partitions of a month each."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from alur.base.lib.appendonly import refuse_changes

PARTITIONED = """
ALTER TABLE records_statement RENAME TO records_statement_plain;
CREATE TABLE records_statement (LIKE records_statement_plain INCLUDING DEFAULTS, CONSTRAINT records_statement_rid PRIMARY KEY (rid))
    PARTITION BY RANGE (rid);
DROP TABLE records_statement_plain;
CREATE INDEX records_verb_rid ON records_statement (verb_id, rid);
CREATE INDEX records_registration_rid ON records_statement (registration, rid) WHERE registration IS NOT NULL;
CREATE TABLE records_statement_rest PARTITION OF records_statement DEFAULT;
"""


def partition(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(PARTITIONED)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RunPython(partition, migrations.RunPython.noop),
        refuse_changes("records_statement"),
        refuse_changes("records_statementkey"),
    ]
