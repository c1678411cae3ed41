"""Sessions that are registered for, joined and cancelled; presence that goes on; lists to review; calendars."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("learning", "0004_drafts_and_notes"),
    ]

    operations = [
        migrations.AddField(
            "session", "join_url", models.URLField(blank=True, default="", max_length=1000), preserve_default=False
        ),
        migrations.AddField(
            "session", "material_url", models.URLField(blank=True, default="", max_length=1000), preserve_default=False
        ),
        migrations.AddField(
            "session", "recording_url", models.URLField(blank=True, default="", max_length=1000), preserve_default=False
        ),
        migrations.AddField("session", "needs_consent", models.BooleanField(default=False)),
        migrations.AddField("session", "cancelled_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("placed", "Placed"),
                            ("waiting", "Waiting"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=16,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.employee"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="registrations", to="learning.session"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["session", "state", "asked_at"], name="learning_registration_line")],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "employee"), name="learning_registration_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenPresence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(choices=[("code", "Code"), ("link", "Link")], max_length=8)),
                ("joined_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("record_id", models.UUIDField(unique=True)),
                (
                    "employee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.employee"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="open_presences",
                        to="learning.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "employee", "way"), name="learning_presence_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("actor", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("people", models.JSONField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="learning.session"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "employee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.employee",
                    ),
                ),
                ("salt", models.CharField(max_length=64)),
            ],
        ),
    ]
