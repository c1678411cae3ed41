"""Answers remembered for as long as nothing has changed that they follow from.

Every record and every change of people or activities moves the store's head, and what changes people or activities
also moves `known` (records.services.stamp). So an answer is as good as new while its part of the head and the minute
are the same; the minute, since sessions begin and end by the clock. Nothing is remembered that depends on who asks.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from alur.base.lib import bulk, clock

T = TypeVar("T")
MOST_REMEMBERED = 512
MINUTE_MICROS = 60_000_000
HEAD = "SELECT rid, folded, known FROM records_head WHERE id = 1"


class Moment(NamedTuple):
    """The store as an answer sees it. records: moved by whatever is stored; known: by people and activities alone."""

    records: tuple[int, ...]
    known: tuple[int, ...]


def present() -> Moment:
    """Return the store's present moment, in one query."""
    rid, folded, known = next(iter(bulk.read(HEAD)), (0, 0, 0))
    minute = clock.to_micros(clock.now()) // MINUTE_MICROS
    return Moment(records=(rid, folded, minute), known=(known, minute))


def remembered(name: str, arguments: Hashable, compute: Callable[[], T], *, at: tuple[int, ...]) -> T:
    """Return what compute returns, without computing it again while it must be the same.

    at: the part of the present moment that the answer follows from.
    """
    box = place(name, arguments, at)
    if not box:
        box.append(compute())
    found: T = box[0]
    return found


@lru_cache(MOST_REMEMBERED)
def place(name: str, arguments: Hashable, at: tuple[int, ...]) -> list[Any]:
    return []
