"""What was learnt is kept by unit too. The rows are made anew by the rebuild that the projection's version asks for."""

from django.db import migrations, models

import alur.base.lib.fields


class Migration(migrations.Migration):
    dependencies = [("insight", "0003_reports_by_mail")]

    operations = [
        migrations.DeleteModel(name="ActivityYear"),
        migrations.CreateModel(
            name="ActivityYear",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "year", "unit_id", "activity_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("activity_id", models.BigIntegerField()),
                ("unit_id", models.BigIntegerField()),
                ("year", models.SmallIntegerField()),
                ("completions", models.IntegerField()),
                ("jp", alur.base.lib.fields.HundredthsField()),
            ],
        ),
    ]
