"""What readers say to each other below items."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0006_files"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
                ("answer_at", models.DateTimeField(null=True)),
                ("answer_by", models.CharField(blank=True, max_length=100)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("hidden_by", models.CharField(blank=True, max_length=100)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.employee"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="knowledge.item"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["item", "said_at"], name="knowledge_comment_item"),
                    models.Index(fields=["employee", "said_at"], name="knowledge_comment_hers"),
                ],
            },
        ),
    ]
