"""What people looked for and nobody has written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0008_readings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Miss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stems", models.CharField(max_length=300, unique=True)),
                ("text", models.CharField(max_length=200)),
                ("times", models.IntegerField(default=0)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["last_on"], name="knowledge_miss_last")],
            },
        ),
    ]
