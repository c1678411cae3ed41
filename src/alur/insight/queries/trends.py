"""Figures over the months of a year, and by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Sum

from alur.base.lib.fields import from_hundredths
from alur.insight.models import UnitMonth
from alur.insight.queries.year import subtree, unit_then
from alur.insight.rules.figures import per_head
from alur.people.models import Employee, Unit

MONTHS = range(1, 13)
NONE = Decimal("0.00")
DONE_BY_UNIT = """
WITH top(unit_id, top_id) AS (VALUES {pairs})
SELECT top.top_id, sum(p.modules + p.sessions), sum(p.jp),
    count(DISTINCT CASE WHEN p.modules > 0 OR p.sessions > 0 OR p.attended > 0 THEN p.employee_id END)
FROM insight_personyear p JOIN top ON top.unit_id = p.unit_id WHERE p.year = %s GROUP BY top.top_id
"""


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


def units_compared(year: int, units: Sequence[Unit], *, among: Sequence[Unit]) -> list[UnitRow]:
    """Return each of the units with the figures of itself and all below it, in two queries.

    units: none of them above another; among: units that hold at least all below them.
    """
    if not units:
        return []
    top_of = {each.pk: unit.pk for unit in units for each in among if each.path.startswith(unit.path)}
    done = done_by_top(year, top_of)
    heads: dict[int, int] = {}
    placed = Employee.objects.filter(is_active=True).annotate(then=unit_then(year)).values_list("then")
    for unit_id, count in placed.annotate(Count("pk")).order_by():
        if (top := top_of.get(unit_id)) is not None:
            heads[top] = heads.get(top, 0) + count
    return [row(unit, heads.get(unit.pk, 0), done.get(unit.pk, (0, 0, 0))) for unit in units]


def done_by_top(year: int, top_of: dict[int, int]) -> dict[int, tuple[int, int, int]]:
    sql = DONE_BY_UNIT.format(pairs=", ".join(["(%s, %s)"] * len(top_of)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(number for pair in top_of.items() for number in pair), year])
        return {top: (completions, jp, reached) for top, completions, jp, reached in cursor.fetchall()}


def row(unit: Unit, employees: int, done: tuple[int, int, int]) -> UnitRow:
    completions, jp, reached = done
    return UnitRow(unit, employees, reached, completions, from_hundredths(int(jp)))
