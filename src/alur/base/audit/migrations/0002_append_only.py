"""The audit trail refuses changes."""

from django.db import migrations

from alur.base.lib.appendonly import refuse_changes


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [refuse_changes("audit_entry")]
