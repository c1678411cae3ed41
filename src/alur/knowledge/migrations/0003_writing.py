"""Items are written in the browser: drafts and copies of what came too late; what items said, and what was merged."""

from datetime import datetime, time

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from alur.base.lib.bulk import chunks
from alur.base.lib.clock import JAKARTA
from alur.knowledge.rules.versions import FIELDS, Text

AT_ONCE = 500


def keep_what_items_say(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let each item begin with a version: its text, by whoever wrote it then."""
    item, version = apps.get_model("knowledge", "Item"), apps.get_model("knowledge", "ItemVersion")
    rows = item.objects.select_related("activity").order_by("pk").iterator(chunk_size=AT_ONCE)
    for some in chunks(rows, AT_ONCE):
        new = []
        for each in some:
            text = Text(each.activity.title, each.kind, each.activity.topics, each.body, each.language, each.source)
            values = {name: getattr(text, name) for name in FIELDS}
            at = datetime.combine(each.created_on, time(), tzinfo=JAKARTA)
            new.append(version(item=each, number=1, digest=text.digest, how="import", made_at=at, **values))
        version.objects.bulk_create(new, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("knowledge", "0002_curation"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "Review"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("revision", models.IntegerField(default=1)),
                ("body", models.JSONField()),
                ("based_on", models.IntegerField(null=True)),
                ("published_as", models.IntegerField(null=True)),
                ("made_by", models.CharField(max_length=100)),
                ("recipient", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=100)),
                ("changed_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("said", models.TextField(blank=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="knowledge.item",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.JSONField()),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="copies", to="knowledge.draft"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(blank=True, max_length=128)),
                ("number", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=32)),
                ("topics", models.JSONField(default=list)),
                ("body", models.TextField()),
                ("language", models.CharField(max_length=8)),
                ("source", models.TextField(blank=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("import", "Import"),
                            ("draft", "Draft"),
                            ("answer", "Answer"),
                            ("restore", "Restore"),
                            ("care", "Care"),
                        ],
                        max_length=16,
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("made_by", models.CharField(blank=True, max_length=100)),
                ("approved_by", models.CharField(blank=True, max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="knowledge.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MergedItem",
            fields=[
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalogue.activity",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merged", to="knowledge.item"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["state", "asked_at"], name="knowledge_draft_state"),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["made_by", "changed_at"], name="knowledge_draft_hers"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "review"))),
                fields=("item", "made_by"),
                name="knowledge_draft_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.UniqueConstraint(fields=("item", "origin", "number"), name="knowledge_version_number"),
        ),
        migrations.RunPython(keep_what_items_say, migrations.RunPython.noop),
    ]
