"""What passages mean, by the digest of their text; the index is to be made anew with it."""

from importlib import import_module

from django.db import migrations, models

WIPE: str = import_module("alur.search.migrations.0002_trust").WIPE


class Migration(migrations.Migration):
    dependencies = [("search", "0002_trust")]

    operations = [
        migrations.AddField(model_name="head", name="vectors", field=models.BigIntegerField(default=0)),
        migrations.AddField(
            model_name="passage",
            name="digest",
            field=models.CharField(db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Vector",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "model_id", "digest", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("model_id", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("serial", models.BigIntegerField(unique=True)),
                ("numbers", models.BinaryField()),
            ],
        ),
        # Last: PostgreSQL alters no table of which it still has rows to check.
        migrations.RunSQL(WIPE, migrations.RunSQL.noop),
    ]
