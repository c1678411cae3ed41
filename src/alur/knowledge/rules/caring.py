"""How long an item may be trusted, and what it costs when it is wrong, by kind. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Care:
    """How an item of a kind is looked after. months: until the next review; risk: of acting on one that is wrong."""

    months: int
    risk: int


CARE = {
    # People do as it says while they work, and what it rests on is amended within a year.
    "procedure": Care(months=12, risk=3),
    "regulation": Care(months=12, risk=3),
    # What is taught follows the rules with a delay, and somebody stands beside it.
    "material": Care(months=24, risk=2),
    # Somebody asked since she was about to act.
    "answer": Care(months=36, risk=2),
}
# What was found out or lived through stays as it was; only whether it still helps changes.
OTHERS = Care(months=36, risk=1)


class Standing(StrEnum):
    """Whether an item may be relied on: in force, to be looked at again, no longer valid."""

    FRESH = "fresh"
    DUE = "due"
    EXPIRED = "expired"


def care_of(kind: str) -> Care:
    """Return how items of a kind are looked after."""
    return CARE.get(kind, OTHERS)


def next_review(kind: str, since: date) -> date:
    """Return when an item is to be looked at again. since: the day on which it was written or verified."""
    months = since.year * MONTHS_A_YEAR + since.month - 1 + care_of(kind).months
    year, month = divmod(months, MONTHS_A_YEAR)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))


def lapses_on(review_on: date | None, valid_until: date | None, replaced_on: date | None = None) -> date | None:
    """Return the first day on which an item is held out of date, None for never.

    valid_until: its last day; replaced_on: the first day of what stands in its place.
    """
    days = [review_on, valid_until + timedelta(days=1) if valid_until else None, replaced_on]
    return min((day for day in days if day), default=None)


def standing(review_on: date | None, valid_until: date | None, today: date) -> Standing:
    """Return whether an item may be relied on today."""
    if valid_until and valid_until < today:
        return Standing.EXPIRED
    return Standing.DUE if review_on and review_on <= today else Standing.FRESH
