"""What a series over the months of a year may say."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")


def so_far(months: Sequence[T], year: int, today: date) -> list[T | None]:
    """Return the months up to today's; those to come are None: nothing is known of them, which is not zero."""
    begun = len(months) if year < today.year else today.month if year == today.year else 0
    return [value if place < begun else None for place, value in enumerate(months)]


def running(year: int, today: date) -> int | None:
    """Return the place of the month that is not over, whose sum still grows; None when the year has none."""
    return today.month - 1 if year == today.year else None
