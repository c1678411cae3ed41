"""The head knows when people or activities last changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_store")]

    operations = [
        migrations.AddField("head", "known", models.BigIntegerField(db_default=0, default=0)),
    ]
