"""Roll-ups from which every figure is read, and the reports that people get by mail."""

from django.db import models

from alur.base.access.models import Account
from alur.base.lib.fields import HundredthsField
from alur.insight.rules.periods import Every
from alur.people.models import Unit


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
    """Projection: how often a module or session was completed in a year by people of a unit, and the JP it gave."""

    pk = models.CompositePrimaryKey("year", "unit_id", "activity_id")
    activity_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
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


class Subscription(models.Model):
    """That somebody gets a report by mail. unit: it and all below it, None for the whole agency.

    made_at: periods that ended before are not reported.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Every])
    has_xlsx = models.BooleanField()
    has_pdf = models.BooleanField()
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "unit", "every"], name="insight_subscription_once"),
            models.UniqueConstraint(
                fields=["account", "every"], condition=models.Q(unit=None), name="insight_subscription_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.every}"


class DeliveryState(models.TextChoices):
    """SENDING: handed to the mail server, which has not answered; if that stays, nobody knows whether it went out."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"


class Delivery(models.Model):
    """The report of one period. The row is made before anything is sent, so that no period is reported twice."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    period = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "period"], name="insight_delivery_once")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.period}"
