"""Results have their record's place in the store as key: rows come in its order."""

from django.db import migrations

from alur.base.lib.rekeying import key_by_store_order


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [key_by_store_order("result", table="assessment_result")]
