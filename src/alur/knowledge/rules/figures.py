"""How well what the agency knows is looked after. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from alur.knowledge.rules.caring import Standing, standing

DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Kept:
    """What counts of an item. verified_on: None when nobody stands for it."""

    kind: str
    reads: int
    created_on: date
    verified_on: date | None
    review_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What counts of a question. answered_on: when it was answered or closed, None while it waits."""

    asked_on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Of a kind, "" for all. fresh: items verified and in date; reads: how often they stayed open, and of fresh ones.

    age_days: since the middle item was verified, or written when it never was.
    """

    kind: str
    items: int
    fresh: int
    reads: int
    reads_of_fresh: int
    age_days: int

    @property
    def fresh_share(self) -> float | None:
        """The share of items that are verified and in date, from 0 to 1."""
        return self.fresh / self.items if self.items else None

    @property
    def read_share(self) -> float | None:
        """The share of what was read that was verified and in date, from 0 to 1; None when nothing was read."""
        return self.reads_of_fresh / self.reads if self.reads else None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """open: that wait; oldest_days: since the first of them was asked; answered: in the last 365 days.

    answer_days: until the middle one of those was answered. None where there is none.
    """

    open: int
    oldest_days: int | None
    answered: int
    answer_days: int | None


def is_fresh(item: Kept, today: date) -> bool:
    """Tell whether somebody stands for an item and it is in date."""
    return item.verified_on is not None and standing(item.review_on, item.valid_until, today) is Standing.FRESH


def by_kind(items: Sequence[Kept], kinds: Iterable[str], today: date) -> list[KindFigures]:
    """Return the figures of each kind, in this order, and of all ("") as the last."""
    return [
        *(of_kind(kind, [each for each in items if each.kind == kind], today) for kind in kinds),
        of_kind("", items, today),
    ]


def of_kind(kind: str, items: Sequence[Kept], today: date) -> KindFigures:
    fresh = [each for each in items if is_fresh(each, today)]
    ages = [(today - (each.verified_on or each.created_on)).days for each in items]
    return KindFigures(
        kind=kind,
        items=len(items),
        fresh=len(fresh),
        reads=sum(each.reads for each in items),
        reads_of_fresh=sum(each.reads for each in fresh),
        age_days=round(median(ages)) if ages else 0,
    )


def of_questions(asked: Sequence[Asked], today: date) -> QuestionFigures:
    """Return the figures of questions."""
    waiting = [(today - each.asked_on).days for each in asked if each.answered_on is None]
    taken = [
        (each.answered_on - each.asked_on).days
        for each in asked
        if each.answered_on and (today - each.answered_on).days < DAYS_OF_A_YEAR
    ]
    return QuestionFigures(
        open=len(waiting),
        oldest_days=max(waiting, default=None),
        answered=len(taken),
        answer_days=round(median(taken)) if taken else None,
    )
