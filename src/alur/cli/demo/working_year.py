"""When people learn in a year: months, fasting, days off, and the hours of each kind of day."""

from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from alur.base.lib.clock import JAKARTA
from alur.cli.demo.sources import tree

DAY = timedelta(days=1)
JAKARTA_ZONE = 7
SATURDAY = 5


class WorkingYear:
    """The days of a year with their weights."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.first = date(year, 1, 1)
        self.last = date(year, 12, 31)
        self.days = [self.first + DAY * place for place in range((self.last - self.first).days + 1)]
        self._free = set(_closed_days(year)) | {day for day in self.days if day.weekday() >= SATURDAY}
        self._reach = [0.0, *accumulate(self.weight(day) for day in self.days)]

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on this day."""
        return day not in self._free

    def weight(self, day: date) -> float:
        """Return how much is learnt on this day compared with other days."""
        calendar = tree("calendar")
        weight = float(calendar["months"][day.month - 1])
        weight *= 1 if self.is_workday(day) else calendar["dayoff_share"]
        return weight * (calendar["fasting_share"] if day in _fasting_days(self.year) else 1)

    def moment(self, rng: Random, *, first: date, last: date, zone: int) -> datetime:
        """Return when someone learns, between two days of this year. zone: her hours ahead of UTC."""
        lower, upper = self._reach[(first - self.first).days], self._reach[(last - self.first).days + 1]
        place = bisect(self._reach, rng.uniform(lower, upper)) - 1
        day = self.days[max((first - self.first).days, min(place, (last - self.first).days))]
        local = datetime.combine(day, self._time(rng, day), tzinfo=JAKARTA)
        moment = local - timedelta(hours=zone - JAKARTA_ZONE)
        return moment if moment.date() >= first else local

    def _time(self, rng: Random, day: date) -> time:
        hours = tree("calendar")["workday_hours" if self.is_workday(day) else "dayoff_hours"]
        return time(rng.choices(range(24), weights=hours)[0], rng.randrange(60), rng.randrange(60))


@cache
def working_year(year: int) -> WorkingYear:
    """Return the year's working days, made once."""
    return WorkingYear(year)


def _spans(name: str, year: int) -> Iterator[date]:
    for first, last in tree("calendar")[name]:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            if day.year == year:
                yield day
            day += DAY


def _closed_days(year: int) -> Iterator[date]:
    yield from _spans("closed", year)
    yield from (date.fromisoformat(f"{year}-{day}") for day in tree("calendar")["fixed"])


@cache
def _fasting_days(year: int) -> frozenset[date]:
    return frozenset(_spans("fasting", year))
