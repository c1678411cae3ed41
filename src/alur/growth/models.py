"""What others say of somebody's learning."""

from django.db import models
from django.db.models import Q

from alur.people.models import Employee


class FeedbackKind(models.TextChoices):
    """Praise may go without words; advice is nothing but its words."""

    PRAISE = "praise"
    ADVICE = "advice"


class Feedback(models.Model):
    """A word to somebody on something she completed. evidence_id: of the record that proves it (credit's ledger).

    given_by: the actor's name; given_name: the person's, as of then; who takes it back leaves the row, unseen by all.
    """

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    evidence_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=FeedbackKind.choices)
    text = models.TextField(blank=True)
    given_by = models.CharField(max_length=100)
    given_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence_id", "given_by"], condition=Q(taken_back_at=None), name="growth_feedback_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.evidence_id}"
