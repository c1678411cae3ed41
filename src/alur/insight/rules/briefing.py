"""What leadership is told of a year: who is far from the mean, what changed against the same months before. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

# A unit is far behind below three quarters of the mean JP by head, far ahead above five quarters; in a unit of fewer
# people one of them moves the mean.
FAR_BEHIND, FAR_AHEAD = Decimal("0.75"), Decimal("1.25")
FEWEST_PEOPLE = 5
DECEMBER = 12


class Standing(Protocol):
    """A unit with its people and JP by head."""

    @property
    def employees(self) -> int: ...

    @property
    def jp_per_employee(self) -> Decimal: ...


S = TypeVar("S", bound=Standing)


@dataclass(frozen=True, slots=True)
class Spread(Generic[S]):
    """Units far from the mean. ahead: the first first; behind: the last first; compared: how many were looked at."""

    ahead: list[S]
    behind: list[S]
    compared: int


def spread(units: Sequence[S], mean: Decimal) -> Spread[S]:
    """Return which units are far from the mean.

    mean: JP by head of all of them; 0 when nobody learnt, so that none is far.
    """
    compared = [each for each in units if each.employees >= FEWEST_PEOPLE]
    ranked = sorted(compared, key=lambda each: each.jp_per_employee)
    if not mean:
        return Spread([], [], len(compared))
    behind = [each for each in ranked if each.jp_per_employee < mean * FAR_BEHIND]
    ahead = [each for each in reversed(ranked) if each.jp_per_employee > mean * FAR_AHEAD]
    return Spread(ahead, behind, len(compared))


def whole_months(year: int, today: date) -> int:
    """Return how many months of a year are over: those that may be compared with the same of another year."""
    if year == today.year:
        return today.month - 1
    return DECEMBER if year < today.year else 0


def change(this: Decimal, before: Decimal) -> Decimal | None:
    """Return by what part of itself something grew, negative when it shrank; None when there was nothing before."""
    return (this - before) / before if before else None


def part(count: int, of: int) -> Decimal:
    """Return a share, 0 of nobody."""
    return Decimal(count) / of if of else Decimal(0)
