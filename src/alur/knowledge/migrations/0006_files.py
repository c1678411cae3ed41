"""Files of items, and what is written on their pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0005_relations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stored", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("size_bytes", models.BigIntegerField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("read", "Read"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=16)),
                ("page_count", models.IntegerField(default=0)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="knowledge.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FilePage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("heading", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "scan",
                    models.CharField(
                        blank=True, choices=[("", "None"), ("waiting", "Waiting"), ("read", "Read")], max_length=8
                    ),
                ),
                ("drawn", models.CharField(blank=True, max_length=80)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="knowledge.itemfile"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="itemfile",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["id"], name="knowledge_file_waiting"),
        ),
        migrations.AddConstraint(
            model_name="itemfile",
            constraint=models.UniqueConstraint(fields=("item", "stored"), name="knowledge_itemfile_once"),
        ),
        migrations.AddIndex(
            model_name="filepage",
            index=models.Index(
                condition=models.Q(("scan", "waiting")), fields=["file", "number"], name="knowledge_page_scans"
            ),
        ),
        migrations.AddConstraint(
            model_name="filepage",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="knowledge_filepage_once"),
        ),
    ]
