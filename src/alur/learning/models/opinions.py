"""What readers say of modules: stars, and mistakes that they found."""

from django.db import models
from django.db.models import Q

from alur.catalogue.models import Activity
from alur.people.models import Employee

FEWEST_STARS, MOST_STARS = 1, 5


class Rating(models.Model):
    """The stars that somebody who completed a module gives it, and a word; one a person, to be changed by her."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="ratings")
    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    stars = models.SmallIntegerField()
    text = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "employee"], name="learning_rating_once"),
            models.CheckConstraint(
                condition=Q(stars__gte=FEWEST_STARS, stars__lte=MOST_STARS), name="learning_rating_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.stars}"


class ReportState(models.TextChoices):
    """How far a report is."""

    OPEN = "open"
    ANSWERED = "answered"


class MistakeReport(models.Model):
    """A mistake that a reader found in a module. id: made by the page, once; screen: None for the module as a whole.

    version: number of the content that she read, 0 for none; reported_by, answered_by: the actors' names; recipient: to
    whom the answer goes (base.notify).
    """

    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="mistake_reports")
    screen = models.SmallIntegerField(null=True)
    version = models.IntegerField()
    text = models.TextField()
    reported_by = models.CharField(max_length=100)
    recipient = models.CharField(max_length=100)
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ReportState.choices, default=ReportState.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "reported_at"], name="learning_report_queue"),
            models.Index(fields=["activity", "reported_by"], name="learning_report_hers"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.state}"
