"""Who finds a document that is not for all; what is there is for all and stays as it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_vectors")]

    operations = [
        migrations.AddField(model_name="document", name="is_narrow", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="head", name="narrow", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="term", name="narrow", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="word", name="narrow", field=models.BigIntegerField(default=0)),
        migrations.CreateModel(
            name="Audience",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "document_id", "party", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("party", models.CharField(max_length=64)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="search.document",
                    ),
                ),
            ],
        ),
    ]
