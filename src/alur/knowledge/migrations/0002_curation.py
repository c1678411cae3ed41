"""Who looks after items and stands for them, what readers say of them, and what they ask."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from alur.knowledge.rules.caring import next_review


def give_what_is_there_to_its_authors(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    item, employee = apps.get_model("knowledge", "Item"), apps.get_model("people", "Employee")
    where = employee.objects.filter(pk=models.OuterRef("author_id")).values("unit_id")[:1]
    item.objects.update(owner_id=models.F("author_id"), owner_unit_id=models.Subquery(where))
    for kind, created_on in list(item.objects.order_by().values_list("kind", "created_on").distinct()):
        rows = item.objects.filter(kind=kind, created_on=created_on)
        rows.update(review_on=next_review(kind, created_on))


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_initial"),
        ("people", "0001_initial"),
        ("search", "0002_trust"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="owner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.employee"
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="owner_unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="reads",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="item",
            name="review_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="source",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="item",
            name="valid_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="verified_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="item",
            name="verified_by",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holds", models.BooleanField()),
                ("text", models.TextField(blank=True)),
                ("said_at", models.DateTimeField()),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.employee"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="knowledge.item"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "employee"), name="knowledge_opinion_once")],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("stems", models.CharField(max_length=1000)),
                ("asked_by", models.CharField(max_length=100)),
                ("recipient", models.CharField(max_length=100)),
                ("asked_at", models.DateTimeField()),
                ("said", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=100)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="knowledge.item",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["asked_by", "asked_at"], name="knowledge_question_hers")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("stems", "asked_by"),
                        name="knowledge_question_once",
                    )
                ],
            },
        ),
        migrations.RunPython(give_what_is_there_to_its_authors, migrations.RunPython.noop),
    ]
