"""The speaker of a session, when she is one of ours."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0005_sessions_one_can_run"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="speaker_employee",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.employee"
            ),
        ),
    ]
