"""Roll-ups from which every figure is read."""

from django.db import models

from alur.base.lib.fields import HundredthsField


class PersonYear(models.Model):
    """Projection: what a person did in a year while in a unit. Distinct people do not add up, so she is kept apart.

    acts_1 to acts_3: how often she took part in each month, four months a column (rules.months).
    """

    pk = models.CompositePrimaryKey("year", "unit_id", "employee_id")
    employee_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    modules = models.IntegerField()
    sessions = models.IntegerField()
    attended = models.IntegerField()
    exams = models.IntegerField()
    jp = HundredthsField()
    acts_1 = models.BigIntegerField()
    acts_2 = models.BigIntegerField()
    acts_3 = models.BigIntegerField()

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


class ActivityYear(models.Model):
    """Projection: how often a module or session was completed in a year, and the JP that it gave."""

    pk = models.CompositePrimaryKey("year", "activity_id")
    activity_id = models.BigIntegerField()
    year = models.SmallIntegerField()
    completions = models.IntegerField()
    jp = HundredthsField()


class WeekHour(models.Model):
    """Projection: how many modules were completed in an hour of the week. Of the whole agency, so of no one person.

    weekday: 0 for Monday; hour: 0 to 23; both in Jakarta. Sessions are left out: their hour is not the learner's.
    """

    pk = models.CompositePrimaryKey("year", "weekday", "hour")
    year = models.SmallIntegerField()
    weekday = models.SmallIntegerField()
    hour = models.SmallIntegerField()
    modules = models.IntegerField()
