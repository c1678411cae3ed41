"""Figures by what was learnt: kinds of activity, and the hours of the week in which modules are completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.insight.models import WeekHour
from alur.people.models import Unit

DAYS, HOURS = 7, 24
BY_KIND = """
SELECT y.year, coalesce(m.kind, s.kind, a.kind), sum(y.completions), sum(y.jp) FROM insight_activityyear y
JOIN catalogue_activity a ON a.id = y.activity_id LEFT JOIN learning_module m ON m.activity_id = a.id
LEFT JOIN learning_session s ON s.activity_id = a.id WHERE y.year IN ({years}) AND y.completions > 0{here}
GROUP BY y.year, coalesce(m.kind, s.kind, a.kind) ORDER BY sum(y.jp) DESC, 2
"""
HERE = " AND y.unit_id IN (SELECT id FROM people_unit WHERE path LIKE %s)"


@dataclass(frozen=True, slots=True)
class KindRow:
    """What a kind of activity gave in a year. kind: of the module or session as it is now."""

    kind: str
    completions: int
    jp: Decimal


def kinds(year: int, *, unit: Unit | None = None) -> list[KindRow]:
    """Return the kinds of activity that were completed in a year, most JP first. unit: as of `kinds_of_years`."""
    return kinds_of_years([year], unit=unit)[year]


def kinds_of_years(years: Sequence[int], *, unit: Unit | None = None) -> dict[int, list[KindRow]]:
    """Return the kinds of several years, in one query.

    unit: only what people did while in it or below; None for the agency.
    """
    sql = BY_KIND.format(years=", ".join(["%s"] * len(years)), here=HERE if unit else "")
    found: dict[int, list[KindRow]] = {year: [] for year in years}
    for year, kind, completions, jp in bulk.read(sql, [*years, *([f"{unit.path}%"] if unit else [])]):
        found[year].append(KindRow(kind, int(completions), from_hundredths(int(jp))))
    return found


def week(year: int) -> list[list[int]]:
    """Return how many modules were completed in each hour of the week, Monday first, agency-wide. Jakarta's hours."""
    found = [[0] * HOURS for _ in range(DAYS)]
    for weekday, hour, modules in WeekHour.objects.filter(year=year).values_list("weekday", "hour", "modules"):
        found[weekday][hour] = modules
    return found
