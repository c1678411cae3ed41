"""What was read, folded from the records."""

import alur.base.lib.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0007_discussion"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("rid", alur.base.lib.fields.StoreOrderField(primary_key=True, serialize=False)),
                ("id", models.UUIDField()),
                ("employee_id", models.BigIntegerField()),
                ("activity_id", models.BigIntegerField()),
                ("unit_id", models.BigIntegerField()),
                ("year", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                ("standing", models.SmallIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["employee_id", "activity_id", "year"], name="knowledge_reading_key")],
            },
        ),
    ]
