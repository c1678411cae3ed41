"""IDEAS: modules and sessions (content), and what follows from the records about them (projections).

Projections name people and activities by plain ids: they are rebuilt beside the live ones in tables of their own,
and a record outlives any row it once pointed at.
"""

from django.db import models
from django.db.models import Q

from alur.base.lib.fields import HundredthsField, StoreOrderField
from alur.catalogue.models import Activity
from alur.people.models import Employee, Unit


class ModuleKind(models.TextChoices):
    """Kinds of self-paced module (CONTRACTS, import kinds)."""

    MICROLEARNING = "microlearning"
    E_LEARNING = "e-learning"


class Module(models.Model):
    """A self-paced module. unit: whose curators look after it, None for the whole agency's; is_archived: not listed."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="module")
    kind = models.CharField(max_length=16, choices=ModuleKind.choices, default=ModuleKind.MICROLEARNING)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    is_archived = models.BooleanField(default=False)

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


class DraftState(models.TextChoices):
    """How far a draft is."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


OPEN_STATES = (DraftState.DRAFT.value, DraftState.REVIEW.value)


class Draft(models.Model):
    """A module while it is written. id: made by the page that began it, so that it begins once.

    unit: as of Module; revision: one more with each change, so that two who write at once are told; body: as typed
    (rules.drafting.Typed), right or not; images: as of ModuleContent; based_on: the version it was begun from;
    published_as: the version it became; …_by: the actor's name; said: by the reviewer who gave it back.
    """

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=128)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=DraftState.choices, default=DraftState.DRAFT)
    revision = models.IntegerField(default=1)
    body = models.JSONField()
    images = models.JSONField(default=dict)
    based_on = models.IntegerField(null=True)
    published_as = models.IntegerField(null=True)
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    changed_by = models.CharField(max_length=100)
    changed_at = models.DateTimeField()
    asked_by = models.CharField(max_length=100, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(state__in=OPEN_STATES), name="learning_draft_open")
        ]
        indexes = [models.Index(fields=["state", "changed_at"], name="learning_draft_state")]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"


class DraftCopy(models.Model):
    """What somebody typed that could not be saved, as somebody else had changed the draft meanwhile."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="copies")
    body = models.JSONField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.made_by}"


class Note(models.Model):
    """What somebody wrote down or ticked in a module, for herself alone. key: of the place (queries.contents).

    No learning record: it says nothing about what she can do, and other systems read records.
    """

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=16)
    text = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "activity", "key"], name="learning_note_once")]

    def __str__(self) -> str:
        return f"{self.employee_id}/{self.activity_id}/{self.key}"


class Source(models.TextChoices):
    """From whom an assignment came, as the employee reads it. SELF: she wants to learn it."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    UNIT = "unit"
    CENTRE = "centre"


class Assignment(models.Model):
    """That somebody, or whoever is in a unit's tree or holds a position, is to complete a module.

    employee: the one person, or None for all that unit (None: the whole agency) and position ("": any) describe, those
    who come later too; target: these three as one text, so that what is given twice is one; given_by: the actor's name;
    year: of the Jakarta date it was given on; due_on: the last Jakarta date, None for no hurry. Whether it is done
    follows from completions alone (rules.assigning).
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="assignments")
    target = models.CharField(max_length=255)
    employee = models.ForeignKey(Employee, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=16, choices=Source.choices)
    given_by = models.CharField(max_length=100, db_index=True)
    given_at = models.DateTimeField()
    year = models.SmallIntegerField()
    due_on = models.DateField(null=True)
    is_mandatory = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "target", "given_by"],
                condition=Q(withdrawn_at=None),
                name="learning_assignment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.target}"


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
