"""The yearly figures, read from roll-ups: their cost follows the number of people, never that of records."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from alur.base.lib import clock
from alur.catalogue.models import Activity, Kind
from alur.insight.models import PersonYear
from alur.insight.rules.figures import OBLIGATION_JP, YearFigures, per_head
from alur.knowledge.models import Item
from alur.learning.models import Session
from alur.people.models import Employee, Placement, Unit

DECEMBER, LAST_DAY = 12, 31
NONE = Decimal("0.00")


def year_figures(year: int, *, unit: Unit | None = None) -> YearFigures:
    """Return the figures of a year. unit: count only what people did while in it or below; None for the agency.

    What the agency offers (sessions, modules, knowledge) is not divided by unit: every employee may use all of it.
    """
    people = active_people(year, unit)
    sums = person_sums(year, unit)
    employees = people.count()
    return YearFigures(
        year=year,
        employees=employees,
        completions=sums["module_completions"] + sums["session_completions"],
        jp_per_employee=per_head(sums["jp_total"], employees),
        jp_per_employee_reached=per_head(sums["jp_total"], sums["employees_reached"]),
        employees_meeting_obligation=meeting_obligation(year, people),
        **sums,
        **offered(year),
    )


def rows_of(year: int, unit: Unit | None) -> QuerySet[PersonYear]:
    rows = PersonYear.objects.filter(year=year)
    return rows if unit is None else rows.filter(unit_id__in=subtree(unit))


def subtree(unit: Unit) -> QuerySet[Unit, int]:
    """Return the ids of a unit and all below it."""
    return Unit.objects.filter(path__startswith=unit.path).values_list("id", flat=True)


def person_sums(year: int, unit: Unit | None) -> dict[str, Any]:
    took_part = Q(modules__gt=0) | Q(sessions__gt=0) | Q(attended__gt=0)
    return rows_of(year, unit).aggregate(
        module_completions=Sum("modules", default=0),
        session_completions=Sum("sessions", default=0),
        exam_participants=Sum("exams", default=0),
        jp_total=Sum("jp", default=NONE),
        employees_reached=Count("employee_id", distinct=True, filter=took_part),
    )


def active_people(year: int, unit: Unit | None) -> QuerySet[Employee]:
    """Return those active now, of a unit those who were in it at the year's end, or are today when that comes first."""
    if unit is None:
        return Employee.objects.filter(is_active=True)
    return active_people_placed(year).filter(unit_then__in=subtree(unit))


def active_people_placed(year: int) -> QuerySet[Employee]:
    """Return those active now with `unit_then`: where they were at the year's end, or are today when that comes first."""
    placed = Placement.objects.filter(employee=OuterRef("pk")).values("unit_id")
    on = min(clock.today(), date(year, DECEMBER, LAST_DAY))
    then = placed.filter(valid_from__lte=on).order_by("-valid_from", "-known_at")[:1]
    first = placed.order_by("valid_from", "known_at")[:1]
    return Employee.objects.filter(is_active=True).annotate(unit_then=Coalesce(Subquery(then), Subquery(first)))


def meeting_obligation(year: int, people: QuerySet[Employee]) -> int:
    """Count people whose JP of the whole year, in whatever unit earned, reach the obligation."""
    enough = (
        PersonYear.objects.filter(year=year)
        .values("employee_id")
        .annotate(total=Sum("jp"))
        .filter(total__gte=OBLIGATION_JP)
        .values("employee_id")
    )
    return people.filter(pk__in=enough).count()


def offered(year: int) -> dict[str, int]:
    """Count what the agency held in the year and had published or written by its end."""
    begin, end = datetime(year, 1, 1, tzinfo=clock.JAKARTA), datetime(year + 1, 1, 1, tzinfo=clock.JAKARTA)
    last = date(year, DECEMBER, LAST_DAY)
    items = Item.objects.filter(created_on__lte=last).aggregate(
        knowledge_items=Count("pk"),
        training_materials=Count("pk", filter=Q(kind="material")),
        research_reports=Count("pk", filter=Q(kind="research")),
    )
    return {
        "sessions_held": Session.objects.filter(starts_at__gte=begin, starts_at__lt=end, starts_at__lte=clock.now()).count(),
        "modules_published": Activity.objects.filter(kind=Kind.MODULE, published_on__lte=last).count(),
        **items,
    }


def years_with_figures() -> list[int]:
    """Return the years in which anything counts, newest first, the present one always among them."""
    years = set(PersonYear.objects.values_list("year", flat=True).distinct())
    return sorted(years | {clock.today().year}, reverse=True)
