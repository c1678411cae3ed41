"""Modules as they are offered, their contents, and what somebody notes in them."""

from django.db import models

from alur.catalogue.models import Activity
from alur.people.models import Employee, Unit


class ModuleKind(models.TextChoices):
    """Kinds of self-paced module (CONTRACTS, import kinds)."""

    MICROLEARNING = "microlearning"
    E_LEARNING = "e-learning"


class Module(models.Model):
    """A self-paced module. unit: whose curators look after it, None for the whole agency's; is_archived: not listed.

    rating_count, rating_sum: of its Ratings, kept beside it so that a page needs no look at them.
    """

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="module")
    kind = models.CharField(max_length=16, choices=ModuleKind.choices, default=ModuleKind.MICROLEARNING)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    is_archived = models.BooleanField(default=False)
    rating_count = models.IntegerField(db_default=0)
    rating_sum = models.IntegerField(db_default=0)

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
