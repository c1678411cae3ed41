"""When people learn: the hours of the week in the groups that the literature speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SATURDAY, NOON = 5, 12
MORNING, OFFICE, GOING_HOME, EVENING = 6, 8, 16, 18


class Time(StrEnum):
    """A part of the week, in Jakarta's hours."""

    FREE = "free"
    LUNCH = "lunch"
    COMMUTE = "commute"
    BETWEEN = "between"


# Mulkeen (2017) in the source paper: shares of people, who could name several, so that they add up to 129 %.
NAMED = {
    Time.FREE: Decimal("0.42"),
    Time.LUNCH: Decimal("0.32"),
    Time.COMMUTE: Decimal("0.29"),
    Time.BETWEEN: Decimal("0.26"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """What part of all completions falls into a part of the week, beside the part of people who named it."""

    time: Time
    count: int
    share: Decimal
    named: Decimal


def time_of(weekday: int, hour: int) -> Time:
    """Return the part of the week of an hour. weekday: 0 for Monday.

    Weekend and 18 to 6 are free, 12 is lunch, 6 to 8 and 16 to 18 the way; the rest lies between work. Public
    holidays count by their weekday.
    """
    if weekday >= SATURDAY or hour < MORNING or hour >= EVENING:
        return Time.FREE
    if hour == NOON:
        return Time.LUNCH
    return Time.COMMUTE if hour < OFFICE or hour >= GOING_HOME else Time.BETWEEN


def shares(week: Sequence[Sequence[int]]) -> list[Share]:
    """Return the parts of a week. week: counts by weekday, Monday first, and hour."""
    counts = dict.fromkeys(Time, 0)
    for weekday, hours in enumerate(week):
        for hour, count in enumerate(hours):
            counts[time_of(weekday, hour)] += count
    total = sum(counts.values())
    nothing = Decimal(0)
    return [
        Share(time, count, Decimal(count) / total if total else nothing, NAMED[time]) for time, count in counts.items()
    ]
