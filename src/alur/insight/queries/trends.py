"""Figures over the months of a year, and by unit."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from alur.insight.models import UnitMonth
from alur.insight.queries.year import active_people_placed, rows_of, subtree
from alur.insight.rules.figures import per_head
from alur.people.models import Unit

MONTHS = range(1, 13)
NONE = Decimal("0.00")


def jp_by_month(year: int, *, unit: Unit | None = None) -> list[Decimal]:
    """Return the JP of each month of a year, January first. unit: only what was earned in it or below."""
    rows = UnitMonth.objects.filter(year=year)
    if unit is not None:
        rows = rows.filter(unit_id__in=subtree(unit))
    sums = dict(rows.values_list("month").annotate(Sum("jp")))
    return [sums.get(month, NONE) for month in MONTHS]


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


def units_compared(year: int, units: list[Unit]) -> list[UnitRow]:
    """Return each of the units with the figures of itself and all below it, in three queries.

    units: none of them above another, so that nobody is counted in two.
    """
    paths = dict(Unit.objects.values_list("id", "path"))
    of = {unit_id: next((unit.pk for unit in units if path.startswith(unit.path)), None) for unit_id, path in paths.items()}
    totals = {unit.pk: Totals() for unit in units}
    took_part = Q(modules__gt=0) | Q(sessions__gt=0) | Q(attended__gt=0)
    sums = rows_of(year, None).values_list("unit_id").annotate(Sum("modules"), Sum("sessions"), Sum("jp"))
    for unit_id, modules, sessions, jp in sums:
        if (top := of.get(unit_id)) is not None:
            totals[top].add(modules + sessions, jp)
    for unit_id, employee_id in rows_of(year, None).filter(took_part).values_list("unit_id", "employee_id"):
        if (top := of.get(unit_id)) is not None:
            totals[top].people.add(employee_id)
    heads = dict(active_people_placed(year).values_list("unit_then").annotate(Count("pk")))
    for unit_id, count in heads.items():
        if (top := of.get(unit_id)) is not None:
            totals[top].employees += count
    return [totals[unit.pk].row(unit) for unit in units]


class Totals:
    """Sums of one unit while they are gathered."""

    def __init__(self) -> None:
        self.employees = 0
        self.people: set[int] = set()
        self.completions = 0
        self.jp = NONE

    def add(self, completions: int, jp: Decimal) -> None:
        """Add a unit's sums."""
        self.completions += completions
        self.jp += jp

    def row(self, unit: Unit) -> UnitRow:
        """Return the unit's row."""
        return UnitRow(unit, self.employees, len(self.people), self.completions, self.jp)
