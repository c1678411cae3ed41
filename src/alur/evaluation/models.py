"""Level-1 evaluations: what participants thought. Anonymous: no person, and the date only."""

from django.db import models

from alur.base.lib.fields import HundredthsField
from alur.catalogue.models import Activity


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
