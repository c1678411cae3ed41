"""Figures of persons, read from roll-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from alur.insight.models import PersonYear

NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What a person did in a year, in whatever unit."""

    jp: Decimal = NONE
    modules: int = 0
    sessions: int = 0
    exams: int = 0


NOTHING = PersonFigures()


def person_figures(employee_ids: Iterable[int], year: int) -> dict[int, PersonFigures]:
    """Return figures by employee, for those who have any."""
    rows = PersonYear.objects.filter(year=year, employee_id__in=list(employee_ids)).values_list("employee_id")
    sums = rows.annotate(Sum("jp"), Sum("modules"), Sum("sessions"), Sum("exams"))
    return {employee_id: PersonFigures(*values) for employee_id, *values in sums}


def years_of(employee_id: int) -> list[int]:
    """Return the years in which the employee did anything that counts, newest first."""
    rows = PersonYear.objects.filter(employee_id=employee_id).values_list("year", flat=True)
    return list(rows.order_by("-year").distinct())
