"""One item amends, replaces or implements another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_audience"),
    ]

    operations = [
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("amends", "Amends"), ("replaces", "Replaces"), ("implements", "Implements")],
                        max_length=16,
                    ),
                ),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="relations", to="knowledge.item"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="related_by", to="knowledge.item"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "other", "kind"), name="knowledge_relation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("item", models.F("other")), _negated=True), name="knowledge_relation_other"
                    ),
                ],
            },
        ),
    ]
