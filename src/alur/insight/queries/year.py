"""The yearly figures, read from roll-ups: their cost follows the number of people, never that of records."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from alur.base.lib import clock
from alur.insight.models import PersonYear
from alur.insight.queries.places import units_then
from alur.insight.rules.figures import OBLIGATION_JP, PeopleFigures, YearFigures, per_head
from alur.people.models import Employee, Unit
from alur.people.queries.units import unit_tree
from alur.records.queries.remembered import Moment, present, remembered

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


def year_figures(year: int, *, unit: Unit | None = None, at: Moment | None = None) -> YearFigures:
    """Return the figures of a year. unit: count only what people did while in it or below; None for the agency.

    at: the present moment, if the caller knows it.

    What the agency offers (sessions, modules, knowledge) is not divided by unit: every employee may use all of it.
    """
    return figures_of_years([year], unit=unit, at=at)[year]


def figures_of_years(
    years: Sequence[int], *, unit: Unit | None = None, at: Moment | None = None
) -> dict[int, YearFigures]:
    """Return the figures of several years. unit, at: as in `year_figures`."""
    heads, sums, offers = people_sums(years, unit, at), person_sums(years, unit), offered(years)
    return {year: figures(year, heads[year], sums[year], offers[year]) for year in years}


def people_figures(year: int, *, unit: Unit, at: Moment | None = None) -> PeopleFigures:
    """Return what a year's figures say of the people of a unit and all below it. at: as in `year_figures`."""
    heads, sums = people_sums([year], unit, at)[year], person_sums([year], unit)[year]
    return PeopleFigures(
        employees_reached=sums["employees_reached"],
        jp_per_employee=per_head(sums["jp_total"], heads["employees"]),
        **heads,
    )


def figures(year: int, heads: Sums, sums: Sums, offers: Sums) -> YearFigures:
    return YearFigures(
        year=year,
        completions=sums["module_completions"] + sums["session_completions"],
        jp_per_employee=per_head(sums["jp_total"], heads["employees"]),
        jp_per_employee_reached=per_head(sums["jp_total"], sums["employees_reached"]),
        **heads,
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


def people_sums(years: Sequence[int], unit: Unit | None, at: Moment | None) -> dict[int, Sums]:
    """Count those active now, and those of them who reached the obligation.

    Of a unit count those who were in it at the year's end, or are today when that comes first; their JP is that of the
    whole year, in whatever unit earned.
    """
    meeting = reaching_obligation(years)
    if unit is None:
        employees = Employee.objects.filter(is_active=True).count()
        return {year: people(employees, len(meeting[year])) for year in years}
    at = at or present()
    tree = remembered("units", (), unit_tree, at=at.known)
    here = {each.pk for each in tree if each.path.startswith(unit.path)}
    found = {}
    for year in years:
        those = {employee for employee, unit_id in units_then(year, at=at).items() if unit_id in here}
        found[year] = people(len(those), len(those & meeting[year]))
    return found


def people(employees: int, meeting: int) -> Sums:
    return {"employees": employees, "employees_meeting_obligation": meeting}


def reaching_obligation(years: Sequence[int]) -> dict[int, set[int]]:
    """Return the active employees whose JP of each year reach the obligation."""
    rows = PersonYear.objects.filter(year__in=years).values("year", "employee_id").annotate(total=Sum("jp"))
    active = Employee.objects.filter(is_active=True).values("pk")
    reached = rows.filter(total__gte=OBLIGATION_JP, employee_id__in=active).values_list("year", "employee_id")
    found: dict[int, set[int]] = {year: set() for year in years}
    for year, employee_id in reached.order_by():
        found[year].add(employee_id)
    return found


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
