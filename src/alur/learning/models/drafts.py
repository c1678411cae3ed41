"""Modules while they are written."""

from django.db import models
from django.db.models import Q

from alur.people.models import Unit


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
