"""Roll-ups from which every figure is read."""

from django.db import models

from alur.base.lib.fields import HundredthsField


class PersonYear(models.Model):
    """Projection: what a person did in a year while in a unit. Distinct people do not add up, so she is kept apart."""

    pk = models.CompositePrimaryKey("year", "unit_id", "employee_id")
    employee_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    modules = models.IntegerField()
    sessions = models.IntegerField()
    attended = models.IntegerField()
    exams = models.IntegerField()
    jp = HundredthsField()

    class Meta:
        indexes = [models.Index(fields=["employee_id", "year"], name="insight_person_year")]


class UnitMonth(models.Model):
    """Projection: what happened in a unit in a month, for trends. Month by the Jakarta date of the act."""

    pk = models.CompositePrimaryKey("year", "month", "unit_id")
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    modules = models.IntegerField()
    sessions = models.IntegerField()
    exams = models.IntegerField()
    jp = HundredthsField()
