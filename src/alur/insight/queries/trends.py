"""Figures over the months of a year, and by unit."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.db.models.lookups import GreaterThan

from alur.base.lib.fields import from_hundredths
from alur.insight.models import PersonYear, UnitMonth
from alur.insight.queries.places import units_then
from alur.insight.queries.year import subtree
from alur.insight.rules.figures import per_head
from alur.insight.rules.months import MASK, PLACES
from alur.people.models import Unit
from alur.records.queries.remembered import Moment

MONTHS = range(1, 13)
NONE = Decimal("0.00")
DONE_BY_UNIT = """
WITH top(unit_id, top_id) AS (VALUES {pairs})
SELECT top.top_id, sum(p.modules + p.sessions), sum(p.jp),
    count(DISTINCT CASE WHEN p.modules > 0 OR p.sessions > 0 OR p.attended > 0 THEN p.employee_id END)
FROM insight_personyear p JOIN top ON top.unit_id = p.unit_id WHERE p.year = %s GROUP BY top.top_id
"""


class Month(NamedTuple):
    """What a month brought. reached: people with a completion or attendance in it."""

    jp: Decimal
    completions: int
    reached: int


def months_of_years(years: Sequence[int], *, unit: Unit | None = None) -> dict[int, list[Month]]:
    """Return the months of several years, January first, in two queries. unit: only what was done in it or below."""
    rows, people = UnitMonth.objects.filter(year__in=years), PersonYear.objects.filter(year__in=years)
    if unit is not None:
        rows, people = rows.filter(unit_id__in=subtree(unit)), people.filter(unit_id__in=subtree(unit))
    added = {"earned": Sum("jp"), "done": Sum("modules") + Sum("sessions")}
    sums = rows.values_list("year", "month").annotate(**added).order_by()
    done = {(year, month): (jp, completions) for year, month, jp, completions in sums}
    counts = {f"reached_{month}": Count("employee_id", distinct=True, filter=took_part(month)) for month in MONTHS}
    reached = {year: counted for year, *counted in people.values_list("year").annotate(**counts).order_by()}
    nobody = [0] * len(MONTHS)
    return {
        year: [
            Month(*done.get((year, month), (NONE, 0)), heads)
            for month, heads in zip(MONTHS, reached.get(year, nobody), strict=True)
        ]
        for year in years
    }


def took_part(month: int) -> Q:
    """Return the condition that somebody took part in anything in a month."""
    kept = PLACES[month]
    acts = F(kept.column).bitrightshift(kept.shift).bitand(MASK)
    return Q(GreaterThan(acts, 0))


def months_by_unit(year: int, units: Sequence[Unit], *, among: Sequence[Unit]) -> list[tuple[Unit, list[Decimal]]]:
    """Return the JP of each month of each of the units with all below it, in one query. As `units_compared`."""
    if not units:
        return []
    top_of = tops_of(units, among)
    found: defaultdict[int, list[Decimal]] = defaultdict(lambda: [NONE] * len(MONTHS))
    for unit_id, month, jp in UnitMonth.objects.filter(year=year).values_list("unit_id", "month", "jp"):
        if (top := top_of.get(unit_id)) is not None:
            found[top][month - 1] += jp
    return [(unit, found[unit.pk]) for unit in units]


def jp_by_month(year: int, *, unit: Unit | None = None) -> list[Decimal]:
    """Return the JP of each month of a year, January first. unit: only what was earned in it or below."""
    rows = UnitMonth.objects.filter(year=year)
    if unit is not None:
        rows = rows.filter(unit_id__in=subtree(unit))
    found = dict(rows.values_list("month").annotate(Sum("jp")))
    return [found.get(month, NONE) for month in MONTHS]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit beside its peers, with all below it. reached: people with a completion or attendance in the year."""

    unit: Unit
    employees: int
    reached: int
    completions: int
    jp_total: Decimal

    @property
    def jp_per_employee(self) -> Decimal:
        """JP by head."""
        return per_head(self.jp_total, self.employees)


def tops_of(units: Sequence[Unit], among: Sequence[Unit]) -> dict[int, int]:
    return {each.pk: unit.pk for unit in units for each in among if each.path.startswith(unit.path)}


def units_compared(
    year: int, units: Sequence[Unit], *, among: Sequence[Unit], at: Moment | None = None
) -> list[UnitRow]:
    """Return each of the units with the figures of itself and all below it.

    units: none of them above another; among: units that hold at least all below them; at: the present moment, if known.
    """
    if not units:
        return []
    top_of = tops_of(units, among)
    done = done_by_top(year, top_of)
    heads: Counter[int] = Counter()
    for unit_id, count in Counter(units_then(year, at=at).values()).items():
        if (top := top_of.get(unit_id)) is not None:
            heads[top] += count
    return [row(unit, heads.get(unit.pk, 0), done.get(unit.pk, (0, 0, 0))) for unit in units]


def done_by_top(year: int, top_of: dict[int, int]) -> dict[int, tuple[int, int, int]]:
    sql = DONE_BY_UNIT.format(pairs=", ".join(["(%s, %s)"] * len(top_of)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(number for pair in top_of.items() for number in pair), year])
        return {top: (completions, jp, reached) for top, completions, jp, reached in cursor.fetchall()}


def row(unit: Unit, employees: int, done: tuple[int, int, int]) -> UnitRow:
    completions, jp, reached = done
    return UnitRow(unit, employees, reached, completions, from_hundredths(int(jp)))
