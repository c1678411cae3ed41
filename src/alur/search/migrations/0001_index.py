"""The index, made from what the domains hold."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# In the order in which a search reads it, without an index beside it.
IN_KEY_ORDER = """
CREATE TABLE "search_posting" ("term_id" bigint NOT NULL, "passage_id" bigint NOT NULL, "weight" smallint NOT NULL,
    PRIMARY KEY ("term_id", "passage_id")) WITHOUT ROWID
"""


def let_lie_in_key_order(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute('DROP TABLE "search_posting"')
        editor.execute(IN_KEY_ORDER)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passages", models.BigIntegerField(default=0)),
                ("last", models.BigIntegerField(default=0)),
                ("changes", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=128)),
                ("own_kind", models.CharField(max_length=32)),
                ("title", models.CharField(max_length=300)),
                ("unit_id", models.BigIntegerField(null=True)),
                ("topics", models.JSONField(default=list)),
                ("day", models.DateField(null=True)),
                ("shown_from", models.DateField(null=True)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "code"), name="search_document_code")],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("ordinal", models.IntegerField()),
                ("heading", models.CharField(max_length=300)),
                ("place", models.CharField(max_length=300)),
                ("text", models.TextField()),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="search.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=64, unique=True)),
                ("passages", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("passages", 0)), fields=["id"], name="search_term_unused")
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "term_id", "passage_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("weight", models.SmallIntegerField()),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="search.passage",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="search.term",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("text", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("stem", models.CharField(max_length=64)),
                ("passages", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("passages", 0)), fields=["text"], name="search_word_unused")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(fields=("document", "ordinal"), name="search_passage_ordinal"),
        ),
        migrations.RunPython(let_lie_in_key_order, migrations.RunPython.noop),
    ]
