"""The ledger refuses changes, save within a rebuild."""

from django.db import migrations

from alur.base.lib.appendonly import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("credit", "0001_initial"), ("records", "0002_store")]

    operations = [refuse_changes("credit_entry", unless_table_has_rows="records_rebuildguard")]
