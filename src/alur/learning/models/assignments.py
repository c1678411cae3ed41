"""What is asked of whom."""

from django.db import models
from django.db.models import Q

from alur.catalogue.models import Activity
from alur.people.models import Employee, Unit


class Source(models.TextChoices):
    """From whom an assignment came, as the employee reads it. SELF: she wants to learn it."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    UNIT = "unit"
    CENTRE = "centre"


class Assignment(models.Model):
    """That somebody, or whoever is in a unit's tree or holds a position, is to complete a module.

    employee: the one person, or None for all that unit (None: the whole agency) and position ("": any) describe, those
    who come later too; target: these three as one text, so that what is given twice is one; given_by: the actor's name;
    year: of the Jakarta date it was given on; due_on: the last Jakarta date, None for no hurry. Whether it is done
    follows from completions alone (rules.assigning).
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="assignments")
    target = models.CharField(max_length=255)
    employee = models.ForeignKey(Employee, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=16, choices=Source.choices)
    given_by = models.CharField(max_length=100, db_index=True)
    given_at = models.DateTimeField()
    year = models.SmallIntegerField()
    due_on = models.DateField(null=True)
    is_mandatory = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "target", "given_by"],
                condition=Q(withdrawn_at=None),
                name="learning_assignment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.target}"
