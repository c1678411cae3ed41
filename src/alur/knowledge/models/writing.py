"""Items while they are written, every text that was published, and items that became part of another."""

from django.db import models
from django.db.models import Q

from alur.catalogue.models import Activity
from alur.knowledge.models.items import Item
from alur.people.models import Unit


class How(models.TextChoices):
    """How a text came to be published: by a file, a draft, an answer, bringing back an earlier one, its dates' form."""

    IMPORT = "import"
    DRAFT = "draft"
    ANSWER = "answer"
    RESTORE = "restore"
    CARE = "care"


class ItemVersion(models.Model):
    """A text that was published. Rows are only added; the last one of an item says what the item says.

    origin: code of the item that it was of before that became part of this one, "" for its own; number: from 1, within
    its origin; digest: of the text (rules.versions); made_by, approved_by: actors' names, the second when others than
    the writer published it; why: in the writer's words, of RESTORE which version.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    origin = models.CharField(max_length=128, blank=True)
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=32)
    topics = models.JSONField(default=list)
    body = models.TextField()
    language = models.CharField(max_length=8)
    source = models.TextField(blank=True)
    how = models.CharField(max_length=16, choices=How.choices)
    why = models.TextField(blank=True)
    made_by = models.CharField(max_length=100, blank=True)
    approved_by = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "origin", "number"], name="knowledge_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class MergedItem(models.Model):
    """An item that became part of another, to which its address leads. digest: of its last text; by: actor's name."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="merged")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.activity_id} → {self.item_id}"


class DraftState(models.TextChoices):
    """How far a draft is."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


OPEN_STATES = (DraftState.DRAFT.value, DraftState.REVIEW.value)


class Draft(models.Model):
    """An item while it is written. id: made by the page that began it, so that it begins once.

    item: that it changes, or that it became; None while new; unit: whose curators decide; revision: one more with each
    change; body: as typed (rules.drafting.Typed), right or not; based_on, published_as: numbers of versions; …_by: the
    actor's name; recipient: to whom news of it go (base.notify); said: by the curator who gave it back.
    """

    id = models.UUIDField(primary_key=True)
    item = models.ForeignKey(Item, null=True, on_delete=models.CASCADE, related_name="drafts")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=DraftState.choices, default=DraftState.DRAFT)
    revision = models.IntegerField(default=1)
    body = models.JSONField()
    based_on = models.IntegerField(null=True)
    published_as = models.IntegerField(null=True)
    made_by = models.CharField(max_length=100)
    recipient = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    changed_by = models.CharField(max_length=100)
    changed_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "made_by"], condition=Q(state__in=OPEN_STATES), name="knowledge_draft_open"
            )
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="knowledge_draft_state"),
            models.Index(fields=["made_by", "changed_at"], name="knowledge_draft_hers"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class DraftCopy(models.Model):
    """What somebody typed that could not be saved, as somebody else had changed the draft meanwhile."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="copies")
    body = models.JSONField()
    made_by = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.draft_id} {self.made_by}"
