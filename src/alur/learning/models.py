"""IDEAS: modules and sessions (content), and what follows from the records about them (projections).

Projections name people and activities by plain ids: they are rebuilt beside the live ones in tables of their own,
and a record outlives any row it once pointed at.
"""

from django.db import models

from alur.base.lib.fields import HundredthsField, StoreOrderField
from alur.catalogue.models import Activity
from alur.people.models import Unit


class ModuleKind(models.TextChoices):
    """Kinds of self-paced module (CONTRACTS, import kinds)."""

    MICROLEARNING = "microlearning"
    E_LEARNING = "e-learning"


class Module(models.Model):
    """A self-paced module."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="module")
    kind = models.CharField(max_length=16, choices=ModuleKind.choices, default=ModuleKind.MICROLEARNING)

    def __str__(self) -> str:
        return str(self.activity)


class ModuleContent(models.Model):
    """What stands in a module, as known from a store moment (µs) on. Rows are only added, so a reader keeps hers.

    body: the screens as Markdown, as rules.content writes them; asked: its criteria; images: stored file by the name
    that the screens give it; digest: of these three, so that equal content is known without reading it.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contents")
    number = models.IntegerField()
    body = models.TextField()
    asked = models.JSONField()
    images = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    screen_count = models.SmallIntegerField()
    question_count = models.SmallIntegerField()
    known_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="learning_content_number")]

    def __str__(self) -> str:
        return f"{self.activity_id} v{self.number}"


class SessionKind(models.TextChoices):
    """Kinds of scheduled session (CONTRACTS, import kinds)."""

    WEBINAR = "webinar"
    DISCUSSION = "discussion"
    CLASS = "class"


class Session(models.Model):
    """A scheduled session as it is planned now."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="session")
    kind = models.CharField(max_length=16, choices=SessionKind.choices, default=SessionKind.WEBINAR)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    speaker = models.CharField(max_length=300, blank=True)
    capacity = models.IntegerField(null=True)

    def __str__(self) -> str:
        return str(self.activity)


class SessionTime(models.Model):
    """When a session was planned to be, as known from a store moment (µs) on. Rows are only added."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="session_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    known_at = models.BigIntegerField()


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
    """Projection: a screen of a module that somebody has read, one row a record. content: number of its version."""

    id = models.UUIDField(primary_key=True)
    rid = models.BigIntegerField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    content = models.IntegerField()
    screen = models.SmallIntegerField()
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
