"""One page for a meeting of leadership, from roll-ups."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import clock
from alur.insight.models import UnitMonth
from alur.insight.queries.activities import week
from alur.insight.queries.places import units_then
from alur.insight.queries.trends import MONTHS, tops_of
from alur.insight.queries.year import figures_of_years
from alur.insight.rules.briefing import Spread, change, part, spread, whole_months
from alur.insight.rules.figures import YearFigures, per_head
from alur.insight.rules.habits import Share, shares
from alur.insight.rules.trends import running, so_far
from alur.people.models import Unit
from alur.records.queries.remembered import Moment

NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit with all below it. jp: of the year."""

    unit: Unit
    employees: int
    jp: Decimal

    @property
    def jp_per_employee(self) -> Decimal:
        """JP by head."""
        return per_head(self.jp, self.employees)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A year of the agency or a unit, beside the year before.

    months, months_before: JP, January first; shown: the same, None for months to come; running: the place of the month
    that is not over; until: how many months are over; units: those one step below that are far from the mean; times:
    when modules are completed, of the agency alone.
    """

    figures: YearFigures
    before: YearFigures
    months: list[Decimal]
    months_before: list[Decimal]
    until: int
    shown: list[Decimal | None]
    running: int | None
    units: Spread[UnitStanding]
    times: list[Share]

    @property
    def growth(self) -> Decimal | None:
        """By what part the JP grew against the same months of the year before, None when there were none."""
        return change(sum(self.months[: self.until], NONE), sum(self.months_before[: self.until], NONE))

    @property
    def reached(self) -> Decimal:
        """Share of employees who took part in anything."""
        return part(self.figures.employees_reached, self.figures.employees)

    @property
    def meeting(self) -> Decimal:
        """Share of employees with the year's 20 JP."""
        return part(self.figures.employees_meeting_obligation, self.figures.employees)


def briefing(year: int, *, unit: Unit | None, below: Sequence[Unit], among: Sequence[Unit], at: Moment) -> Briefing:
    """Return what leadership sees of a year.

    unit: None for the agency; below: the units to compare, none above another; among: all with those below them;
    at: the present moment.
    """
    figures = figures_of_years([year, year - 1], unit=unit, at=at)
    months, by_top = jp_of_units(year, below, among=among, unit=unit)
    heads = heads_of(year, tops_of(below, among), at)
    units = [UnitStanding(each, heads[each.pk], by_top[each.pk]) for each in below]
    return Briefing(
        figures=figures[year],
        before=figures[year - 1],
        months=months[year],
        months_before=months[year - 1],
        until=whole_months(year, clock.today()),
        shown=so_far(months[year], year, clock.today()),
        running=running(year, clock.today()),
        units=spread(units, figures[year].jp_per_employee),
        times=shares(week(year)) if unit is None else [],
    )


def jp_of_units(
    year: int, units: Sequence[Unit], *, among: Sequence[Unit], unit: Unit | None
) -> tuple[dict[int, list[Decimal]], defaultdict[int, Decimal]]:
    """Return the JP of each month of a year and the one before, and the year's JP of each unit with all below it.

    One query. unit: only what was earned in it or below, None for all.
    """
    here = None if unit is None else {each.pk for each in among if each.path.startswith(unit.path)}
    top_of = tops_of(units, among)
    months = {each: [NONE] * len(MONTHS) for each in (year, year - 1)}
    by_top: defaultdict[int, Decimal] = defaultdict(lambda: NONE)
    rows = UnitMonth.objects.filter(year__in=list(months)).values_list("unit_id", "year", "month", "jp")
    for unit_id, of_year, month, jp in rows:
        if here is None or unit_id in here:
            months[of_year][month - 1] += jp
        if of_year == year and (top := top_of.get(unit_id)) is not None:
            by_top[top] += jp
    return months, by_top


def heads_of(year: int, top_of: dict[int, int], at: Moment) -> Counter[int]:
    heads: Counter[int] = Counter()
    for unit_id, count in Counter(units_then(year, at=at).values()).items():
        if (top := top_of.get(unit_id)) is not None:
            heads[top] += count
    return heads
