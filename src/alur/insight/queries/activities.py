"""Figures by what was learnt: kinds of activity, and the hours of the week in which modules are completed."""

from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.insight.models import WeekHour

DAYS, HOURS = 7, 24
BY_KIND = """
SELECT coalesce(m.kind, s.kind, a.kind), sum(y.completions), sum(y.jp) FROM insight_activityyear y
JOIN catalogue_activity a ON a.id = y.activity_id LEFT JOIN learning_module m ON m.activity_id = a.id
LEFT JOIN learning_session s ON s.activity_id = a.id WHERE y.year = %s AND y.completions > 0
GROUP BY coalesce(m.kind, s.kind, a.kind) ORDER BY sum(y.jp) DESC, 1
"""


@dataclass(frozen=True, slots=True)
class KindRow:
    """What a kind of activity gave in a year, agency-wide. kind: of the module or session as it is now."""

    kind: str
    completions: int
    jp: Decimal


def kinds(year: int) -> list[KindRow]:
    """Return the kinds of activity that were completed in a year, most JP first."""
    rows = bulk.read(BY_KIND, [year])
    return [KindRow(kind, int(completions), from_hundredths(int(jp))) for kind, completions, jp in rows]


def week(year: int) -> list[list[int]]:
    """Return how many modules were completed in each hour of the week, Monday first, agency-wide. Jakarta's hours."""
    found = [[0] * HOURS for _ in range(DAYS)]
    for weekday, hour, modules in WeekHour.objects.filter(year=year).values_list("weekday", "hour", "modules"):
        found[weekday][hour] = modules
    return found
