"""Assignments: how far somebody is with what she was asked to learn."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = 7
LATEST_DAYS = 5 * 366


class Progress(StrEnum):
    """Where somebody stands. IN_TIME, LATE: done; OVERDUE, SOON, OPEN: not yet."""

    IN_TIME = "in_time"
    LATE = "late"
    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"


DONE = frozenset({Progress.IN_TIME, Progress.LATE})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of somebody about one module. due_on: the last Jakarta date, None for no hurry."""

    due_on: date | None
    is_mandatory: bool

    def with_(self, other: "Asked") -> "Asked":
        """Return what both together ask: by the earlier day, mandatory when one of them is."""
        days = [day for day in (self.due_on, other.due_on) if day is not None]
        return Asked(min(days, default=None), self.is_mandatory or other.is_mandatory)


def progress(due_on: date | None, done_on: date | None, *, today: date) -> Progress:
    """Return how far somebody is. done_on: the Jakarta date of her first completion since the year of the assignment.

    What she did earlier in that year counts as done in time: nobody learns the same twice for a form's sake.
    """
    if done_on is not None:
        return Progress.LATE if due_on is not None and done_on > due_on else Progress.IN_TIME
    if due_on is None or due_on > today + timedelta(days=SOON_DAYS):
        return Progress.OPEN
    return Progress.OVERDUE if due_on < today else Progress.SOON


def is_sensible_due(due_on: date, *, today: date) -> bool:
    """Tell whether something may become due on a day: not before today, and within five years."""
    return today <= due_on <= today + timedelta(days=LATEST_DAYS)
