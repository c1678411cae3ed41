"""Places in a session, and the line before it."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moving_up(line: Sequence[T], *, placed: int, capacity: int | None) -> list[T]:
    """Return those of a line who get a place. placed: how many have one already; capacity: None for no limit."""
    free = len(line) if capacity is None else max(capacity - placed, 0)
    return list(line[:free])
