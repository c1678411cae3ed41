"""Completions and attendance have their record's place in the store as key: rows come in its order."""

from django.db import migrations

from alur.base.lib.rekeying import key_by_store_order


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_content_and_progress")]

    operations = [
        key_by_store_order("completion", table="learning_completion"),
        key_by_store_order("attendance", table="learning_attendance"),
    ]
