"""What employees have read, as their records say."""

from django.db import models

from alur.base.lib.fields import StoreOrderField


class Reading(models.Model):
    """Projection: an item that somebody read long enough, one row a record.

    standing: see records.rules.standing; of person, activity and year at most one row counts.
    """

    rid = StoreOrderField(primary_key=True)
    id = models.UUIDField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    at = models.DateTimeField()
    standing = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["employee_id", "activity_id", "year"], name="knowledge_reading_key")]

    def __str__(self) -> str:
        return str(self.id)
