"""Exams and what was reached in them."""

from django.db import models

from alur.base.lib.fields import HundredthsField, StoreOrderField
from alur.catalogue.models import Activity


class Exam(models.Model):
    """An exam on a module or session (`about`)."""

    activity = models.OneToOneField(Activity, primary_key=True, on_delete=models.CASCADE, related_name="exam")
    about = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="exams")
    pass_score = HundredthsField(null=True)
    max_score = HundredthsField(null=True)

    def __str__(self) -> str:
        return str(self.activity)


class Result(models.Model):
    """Projection: an exam result, one a record. counts: the first of person, exam and year that is not voided."""

    rid = StoreOrderField(primary_key=True)
    id = models.UUIDField()
    employee_id = models.BigIntegerField()
    activity_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    at = models.DateTimeField()
    score = HundredthsField()
    max_score = HundredthsField()
    passed = models.BooleanField(null=True)
    standing = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["employee_id", "activity_id", "year"], name="assessment_result_key"),
        ]

    def __str__(self) -> str:
        return str(self.id)
