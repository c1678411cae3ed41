"""What the agency knows, one item an activity; what readers say of it, and what they ask."""

from django.db import models

from alur.catalogue.models import Activity
from alur.people.models import Employee, Unit


class Item(models.Model):
    """A knowledge item. kind: material, procedure, regulation, research, lesson, answer or another of the agency's own.

    owner: who looks after it, None for the unit's curators; owner_unit: where she was when it became hers; source: what
    it rests on; review_on: when it is to be looked at again; valid_until: its last day; verified_by: the actor's name;
    reads: how often it stayed open for a while.
    """

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="item")
    kind = models.CharField(max_length=32)
    body = models.TextField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="id")
    created_on = models.DateField()
    owner = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    owner_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=100, blank=True)
    reads = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["created_on", "kind"], name="knowledge_created")]

    def __str__(self) -> str:
        return str(self.activity)


class Audience(models.Model):
    """A unit whose people may read an item; an item without any is for the whole agency. with_below: and all below."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="audience")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    with_below = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="knowledge_audience_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.unit_id}"


class Opinion(models.Model):
    """Whether an item still holds, as a reader says; one a reader, until it is verified or changed. text: why not."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="opinions")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    holds = models.BooleanField()
    text = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "employee"], name="knowledge_opinion_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.holds}"


class Question(models.Model):
    """What somebody asked the curators, in her own words. stems: what it asks for, the same for all who ask it alike.

    asked_by, answered_by: the actors' names; recipient: to whom the answer goes (base.notify); unit: hers; item: that
    answers it; said: why there is no answer.
    """

    text = models.CharField(max_length=300)
    stems = models.CharField(max_length=1000)
    asked_by = models.CharField(max_length=100)
    recipient = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="questions")
    said = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stems", "asked_by"],
                condition=models.Q(answered_at=None),
                name="knowledge_question_once",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="knowledge_question_hers")]

    def __str__(self) -> str:
        return self.text
