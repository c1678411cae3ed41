"""SIMPHONI: what the agency knows, one item an activity."""

from django.db import models

from alur.catalogue.models import Activity
from alur.people.models import Employee, Unit


class Item(models.Model):
    """A knowledge item. kind: material, procedure, regulation, research, lesson or another of the agency's own."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="item")
    kind = models.CharField(max_length=32)
    body = models.TextField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="id")
    created_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["created_on", "kind"], name="knowledge_created")]

    def __str__(self) -> str:
        return str(self.activity)
