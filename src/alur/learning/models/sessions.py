"""Sessions as they are planned, registered for and attended."""

from django.db import models

from alur.catalogue.models import Activity
from alur.people.models import Employee, Unit


class SessionKind(models.TextChoices):
    """Kinds of scheduled session (CONTRACTS, import kinds)."""

    WEBINAR = "webinar"
    DISCUSSION = "discussion"
    CLASS = "class"


class Session(models.Model):
    """A scheduled session as it is planned now. needs_consent: of the supervisor, before she has a place.

    speaker: as shown; speaker_employee: who that is, when she is one of ours.
    """

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="session")
    kind = models.CharField(max_length=16, choices=SessionKind.choices, default=SessionKind.WEBINAR)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    speaker = models.CharField(max_length=300, blank=True)
    speaker_employee = models.ForeignKey(Employee, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.IntegerField(null=True)
    join_url = models.URLField(max_length=1_000, blank=True)
    material_url = models.URLField(max_length=1_000, blank=True)
    recording_url = models.URLField(max_length=1_000, blank=True)
    needs_consent = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.activity)


class SessionFile(models.Model):
    """Material or a recording of a session. stored: the name it is kept under (base.files); title: as shown."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="files")
    stored = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    size_bytes = models.BigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "stored"], name="learning_sessionfile_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def ending(self) -> str:
        """What kind of file it is, as people call it: PDF, MP4."""
        return self.stored.rpartition(".")[2].upper()


class SessionTime(models.Model):
    """When a session was planned to be, as known from a store moment (µs) on. Rows are only added."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="session_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    known_at = models.BigIntegerField()


class RegistrationState(models.TextChoices):
    """Where somebody stands who wants to take part. ASKED: her supervisor has not consented yet; WAITING: in line."""

    ASKED = "asked"
    PLACED = "placed"
    WAITING = "waiting"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Registration(models.Model):
    """That somebody wants to take part in a session. asked_at: her place in line; reason: why it was refused."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="registrations")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=16, choices=RegistrationState.choices)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "employee"], name="learning_registration_once")]
        indexes = [models.Index(fields=["session", "state", "asked_at"], name="learning_registration_line")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.employee_id} {self.state}"


class Way(models.TextChoices):
    """How presence is noticed: by the code on the organiser's screen, or by the page kept open beside the meeting."""

    CODE = "code"
    LINK = "link"


class OpenPresence(models.Model):
    """Presence that goes on; once it ends it becomes a record, and the row goes. record_id: the record's, beforehand.

    seen_at: when it was last noticed. Times are always the server's.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="open_presences")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    record_id = models.UUIDField(unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "employee", "way"], name="learning_presence_once")]

    def __str__(self) -> str:
        return str(self.record_id)


class AttendanceFile(models.Model):
    """A list of participants that waits for its review; the row goes once it is confirmed or thrown away.

    actor: who uploaded it; people: as services.attendance_files writes them.
    """

    id = models.UUIDField(primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    actor = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    people = models.JSONField()
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """That somebody has a calendar by a secret address. salt: part of what the address follows from; anew, it ends."""

    employee = models.OneToOneField(Employee, primary_key=True, on_delete=models.CASCADE, related_name="+")
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.employee_id)
