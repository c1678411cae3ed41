"""Rows in a form that goes quickly from one process to another: column by column, where they are alike."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from alur.base.lib.ids import uuid_of_digits
from alur.base.lib.tuples import Tuples, columns_of

UUID_DIGITS = 32


class Columns(NamedTuple):
    """Named tuples of one type."""

    kind: type[Any]
    columns: list[Any]


class Same(NamedTuple):
    """So many times the same."""

    value: Any
    times: int


class Texts(NamedTuple):
    """Texts of one line each."""

    lines: str


class Moments(NamedTuple):
    """Moments in UTC. texts: as JSON."""

    texts: bytes


class Uuids(NamedTuple):
    """UUIDs, one after the other."""

    digits: str


def pack(items: Sequence[Any]) -> Any:
    """Return items, picklable ones, as `unpack` takes them."""
    kinds = set(map(type, items))
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is not None and issubclass(kind, UUID):
        return Uuids("".join([item.hex for item in items]))
    if kind is not None and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return Columns(kind, [pack(column) for column in columns_of(items)])
    distinct = len(set(map(id, items)))
    if distinct == 1:
        return Same(items[0], len(items))
    if kind is datetime and all(item.tzinfo is UTC for item in items):
        return Moments(orjson.dumps(items))
    if kind is str and distinct == len(items) and not any("\n" in text for text in items):
        return Texts("\n".join(items))
    return list(items)


def unpack(packed: Any) -> Sequence[Any]:
    """Return what was packed."""
    if isinstance(packed, Uuids):
        digits = packed.digits
        return [uuid_of_digits(digits[start : start + UUID_DIGITS]) for start in range(0, len(digits), UUID_DIGITS)]
    if isinstance(packed, Columns):
        return Tuples(packed.kind, map(unpack, packed.columns))
    if isinstance(packed, Same):
        return [packed.value] * packed.times
    if isinstance(packed, Moments):
        return list(map(datetime.fromisoformat, orjson.loads(packed.texts)))
    if isinstance(packed, Texts):
        return packed.lines.split("\n")
    items: list[Any] = packed
    return items
