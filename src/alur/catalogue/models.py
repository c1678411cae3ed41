"""What can be learnt: one Activity for every module, session, exam and knowledge item, with versions of its worth."""

from django.db import models

from alur.base.lib.fields import HundredthsField


class Kind(models.TextChoices):
    """What hangs on the activity."""

    MODULE = "module"
    SESSION = "session"
    EXAM = "exam"
    KNOWLEDGE = "knowledge"


class Activity(models.Model):
    """Anything that can be learnt. iri: the reference across domains, as in xAPI; code: unique within its kind."""

    iri = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    code = models.CharField(max_length=128)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    topics = models.JSONField(default=list)
    published_on = models.DateField(null=True)
    known_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="catalogue_activity_code")]
        indexes = [models.Index(fields=["kind", "published_on"], name="catalogue_published")]

    def __str__(self) -> str:
        return self.title


class ActivityVersion(models.Model):
    """What an activity is worth from a moment on. Rows are only added; known_at as in people.Placement."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    jp = HundredthsField()
    minutes = models.IntegerField(null=True)
    valid_from = models.DateTimeField()
    known_at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="catalogue_version_number")]

    def __str__(self) -> str:
        return f"{self.activity_id} v{self.number}"
