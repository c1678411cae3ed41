"""Level-1 evaluations: what participants thought. Anonymous: no person, and the date only.

Until five have answered, answers wait as ballots; who has answered stands apart (docs/decisions/0019).
"""

from django.db import models

from alur.base.lib.fields import HundredthsField
from alur.catalogue.models import Activity
from alur.people.models import Employee


class Response(models.Model):
    """One answered item. digest: of the imported row, so that sending it again is told from a conflict."""

    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="responses")
    submitted_on = models.DateField()
    item = models.CharField(max_length=200)
    score = HundredthsField()
    max_score = HundredthsField()
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.item}"


class Survey(models.Model):
    """Whether a module asks for its evaluation. Sessions always do, so they have no row."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="survey")
    is_open = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.activity_id} {self.is_open}"


class Ballot(models.Model):
    """The answers of somebody who is not named, until they are mixed with others. answers: score by item."""

    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="ballots")
    answers = models.JSONField()

    def __str__(self) -> str:
        return str(self.id)


class Participation(models.Model):
    """That somebody has answered, so that she does so once. Neither what nor when."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "employee"], name="evaluation_answered_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.employee_id}"
