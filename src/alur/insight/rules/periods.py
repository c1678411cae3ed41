"""When a report that comes by itself is due, and of what. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
# In Jakarta: before people come to the office.
SENDING_HOUR = 6


class Every(StrEnum):
    """How often a report comes."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A week or month. name: `2026-W48` or `2026-11`, by which it is never reported twice."""

    every: Every
    name: str
    first: date
    last: date


def week_of(day: date) -> Period:
    """Return the ISO week that a day lies in, Monday first."""
    year, week, weekday = day.isocalendar()
    first = day - DAY * (weekday - 1)
    return Period(Every.WEEK, f"{year}-W{week:02}", first, first + DAY * 6)


def month_of(day: date) -> Period:
    """Return the month that a day lies in."""
    first = day.replace(day=1)
    last = (first + DAY * 31).replace(day=1) - DAY
    return Period(Every.MONTH, f"{day:%Y-%m}", first, last)


def period_of(every: Every, day: date) -> Period:
    """Return the period that a day lies in."""
    return week_of(day) if every == Every.WEEK else month_of(day)


def due(every: Every, *, since: date, now: datetime) -> Period | None:
    """Return the period to be reported now, None for none: the last one that is over, from the morning after its end.

    since: the day on which the report was asked for; now: in Jakarta. Older periods that were missed are left out.
    """
    found = period_of(every, period_of(every, now.date()).first - DAY)
    is_morning = now.date() > found.last + DAY or now.hour >= SENDING_HOUR
    return found if found.last >= since and is_morning else None


def named(every: Every, name: str) -> Period:
    """Return a period by its name. Raises ValueError when it is no such name."""
    if every == Every.WEEK:
        year, _, week = name.partition("-W")
        return week_of(date.fromisocalendar(int(year), int(week), 1))
    return month_of(date.fromisoformat(f"{name}-01"))
