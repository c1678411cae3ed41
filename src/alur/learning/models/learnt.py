"""What follows from the records: projections.

They name people and activities by plain ids: they are rebuilt beside the live ones in tables of their own, and a record
outlives any row it once pointed at.
"""

from django.db import models

from alur.base.lib.fields import HundredthsField, StoreOrderField


class Completion(models.Model):
    """Projection: a module finished (one row a record) or a session attended for long enough.

    standing: see records.rules.standing; of person, activity and year at most one row counts.
    """

    rid = StoreOrderField(primary_key=True)
    id = models.UUIDField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    at = models.DateTimeField()
    score = HundredthsField(null=True)
    duration_seconds = models.IntegerField(null=True)
    standing = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["employee_id", "activity_id", "year"], name="learning_completion_key")]

    def __str__(self) -> str:
        return str(self.id)


class Attendance(models.Model):
    """Projection: a span of presence in a session, one row a record. at: the session's start."""

    rid = StoreOrderField(primary_key=True)
    id = models.UUIDField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    at = models.DateTimeField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField()
    standing = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["employee_id", "activity_id"], name="learning_attendance_key")]

    def __str__(self) -> str:
        return str(self.id)


class ScreenRead(models.Model):
    """Projection: a screen of a module that somebody has read, one row a record.

    content: number of its version; choice: the screen that she chose to go on to, None where nothing was to choose.
    """

    id = models.UUIDField(primary_key=True)
    rid = models.BigIntegerField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    content = models.IntegerField()
    screen = models.SmallIntegerField()
    choice = models.SmallIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employee_id", "activity_id"], name="learning_screenread_key")]

    def __str__(self) -> str:
        return str(self.id)


class Answered(models.Model):
    """Projection: an answer to a question of a module, one row a record. response: as rules.answering writes it."""

    id = models.UUIDField(primary_key=True)
    rid = models.BigIntegerField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    content = models.IntegerField()
    question = models.SmallIntegerField()
    at = models.DateTimeField()
    is_right = models.BooleanField()
    response = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["employee_id", "activity_id"], name="learning_answered_key")]

    def __str__(self) -> str:
        return str(self.id)
