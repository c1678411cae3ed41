"""What Pusat shows of the agency's figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alur.insight.queries.trends import UnitRow, jp_by_month, units_compared
from alur.insight.queries.year import figures_of_years, years_with_figures
from alur.insight.rules.figures import YearFigures
from alur.people.models import Unit
from alur.records.queries.remembered import Moment


@dataclass(frozen=True, slots=True)
class Pusat:
    """The agency's or a unit's year. before: the year before; months: JP, January first; rows: the units below."""

    figures: YearFigures
    before: YearFigures
    months: list[Decimal]
    rows: list[UnitRow]
    years: list[int]


def pusat(year: int, *, unit: Unit | None, below: Sequence[Unit], among: Sequence[Unit], at: Moment) -> Pusat:
    """Return what Pusat shows. unit: None for the agency; below: the units to compare; among: all with those below."""
    years = figures_of_years([year, year - 1], unit=unit, at=at)
    return Pusat(
        figures=years[year],
        before=years[year - 1],
        months=jp_by_month(year, unit=unit),
        rows=units_compared(year, below, among=among, at=at),
        years=years_with_figures(),
    )
