"""The yearly figures, read from roll-ups: their cost follows the number of people, never that of records."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from alur.base.lib import clock
from alur.insight.models import PersonYear
from alur.insight.rules.figures import OBLIGATION_JP, YearFigures, per_head
from alur.people.models import Employee, Placement, Unit

DECEMBER, LAST_DAY = 12, 31
NONE = Decimal("0.00")
TOOK_PART = Q(modules__gt=0) | Q(sessions__gt=0) | Q(attended__gt=0)
WRITTEN = "SELECT count(*) FROM knowledge_item WHERE created_on <= %s"
OFFERS = {
    "sessions_held": (
        "SELECT count(*) FROM learning_session"
        " WHERE starts_at >= %s AND starts_at < %s AND starts_at <= %s AND cancelled_at IS NULL"
    ),
    "modules_published": "SELECT count(*) FROM catalogue_activity WHERE kind = 'module' AND published_on <= %s",
    "knowledge_items": WRITTEN,
    "training_materials": f"{WRITTEN} AND kind = 'material'",
    "research_reports": f"{WRITTEN} AND kind = 'research'",
}
Sums = dict[str, Any]


def year_figures(year: int, *, unit: Unit | None = None) -> YearFigures:
    """Return the figures of a year. unit: count only what people did while in it or below; None for the agency.

    What the agency offers (sessions, modules, knowledge) is not divided by unit: every employee may use all of it.
    """
    return figures_of_years([year], unit=unit)[year]


def figures_of_years(years: Sequence[int], *, unit: Unit | None = None) -> dict[int, YearFigures]:
    """Return the figures of several years, in three queries for however many. unit: as in `year_figures`."""
    people, sums, offers = people_sums(years, unit), person_sums(years, unit), offered(years)
    return {year: figures(year, people[year], sums[year], offers[year]) for year in years}


def figures(year: int, people: Sums, sums: Sums, offers: Sums) -> YearFigures:
    return YearFigures(
        year=year,
        completions=sums["module_completions"] + sums["session_completions"],
        jp_per_employee=per_head(sums["jp_total"], people["employees"]),
        jp_per_employee_reached=per_head(sums["jp_total"], sums["employees_reached"]),
        **people,
        **sums,
        **offers,
    )


def subtree(unit: Unit) -> QuerySet[Unit, int]:
    """Return the ids of a unit and all below it."""
    return Unit.objects.filter(path__startswith=unit.path).values_list("id", flat=True)


def person_sums(years: Sequence[int], unit: Unit | None) -> dict[int, Sums]:
    """Return what people did, by year."""
    columns = {
        "module_completions": Sum("modules"),
        "session_completions": Sum("sessions"),
        "exam_participants": Sum("exams"),
        "jp_total": Sum("jp"),
        "employees_reached": Count("employee_id", distinct=True, filter=TOOK_PART),
    }
    rows = PersonYear.objects.filter(year__in=years)
    if unit is not None:
        rows = rows.filter(unit_id__in=subtree(unit))
    found = {
        row[0]: dict(zip(columns, row[1:], strict=True))
        for row in rows.values_list("year").annotate(**columns).order_by()
    }
    nothing: Sums = {name: NONE if name == "jp_total" else 0 for name in columns}
    return {year: found.get(year, nothing) for year in years}


def people_sums(years: Sequence[int], unit: Unit | None) -> dict[int, Sums]:
    """Count those active now, and those of them who reached the obligation, in one query.

    Of a unit count those who were in it at the year's end, or are today when that comes first; their JP is that of the
    whole year, in whatever unit earned.
    """
    counts = {}
    people = Employee.objects.filter(is_active=True)
    for year in years:
        here = Q()
        if unit is not None:
            people = people.annotate(**{f"unit_in_{year}": unit_then(year)})
            here = Q(**{f"unit_in_{year}__in": subtree(unit)})
        counts[f"employees_{year}"] = Count("pk", filter=here) if unit else Count("pk")
        counts[f"meeting_{year}"] = Count("pk", filter=here & Q(pk__in=reaching_obligation(year)))
    found = people.aggregate(**counts)
    return {
        year: {"employees": found[f"employees_{year}"], "employees_meeting_obligation": found[f"meeting_{year}"]}
        for year in years
    }


def unit_then(year: int) -> Coalesce:
    """Return an expression for where an employee was at the year's end, or is today when that comes first."""
    placed = Placement.objects.filter(employee=OuterRef("pk")).values("unit_id")
    on = min(clock.today(), date(year, DECEMBER, LAST_DAY))
    then = placed.filter(valid_from__lte=on).order_by("-valid_from", "-known_at")[:1]
    first = placed.order_by("valid_from", "known_at")[:1]
    return Coalesce(Subquery(then), Subquery(first))


def reaching_obligation(year: int) -> QuerySet[PersonYear, Any]:
    """Return the employees whose JP of the year reach the obligation."""
    rows = PersonYear.objects.filter(year=year).values("employee_id").annotate(total=Sum("jp"))
    return rows.filter(total__gte=OBLIGATION_JP).values("employee_id")


def offered(years: Sequence[int]) -> dict[int, Sums]:
    """Count what the agency held in each year and had published or written by its end, in one query."""
    moment = connection.ops.adapt_datetimefield_value
    counts = ", ".join(f"({count})" for _ in years for count in OFFERS.values())
    parameters: list[Any] = []
    for year in years:
        last = date(year, DECEMBER, LAST_DAY)
        # Held is what has begun, so the present year's later sessions do not count yet.
        held = [moment(new_year(year)), moment(new_year(year + 1)), moment(clock.now())]
        parameters += [*held, last, last, last, last]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", parameters)
        numbers = iter(cursor.fetchone())
    return {year: {name: next(numbers) for name in OFFERS} for year in years}


def new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=clock.JAKARTA)


def years_with_figures() -> list[int]:
    """Return the years from the first in which anything counts to the present or last one, newest first."""
    ends = PersonYear.objects.aggregate(first=Min("year"), last=Max("year"))
    this = clock.today().year
    return list(range(max(ends["last"] or this, this), min(ends["first"] or this, this) - 1, -1))
