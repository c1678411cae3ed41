"""Rows in a form that goes quickly from one process to another: column by column, where they are alike."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from alur.base.lib.ids import uuid_of_digits
from alur.base.lib.tuples import tuples_of

UUID_DIGITS = 32


class Columns(NamedTuple):
    """Named tuples of one type."""

    kind: type[Any]
    columns: list[Any]


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
        return Columns(kind, [pack(column) for column in zip(*items, strict=True)])
    return list(items)


def unpack(packed: Any) -> list[Any]:
    """Return what was packed."""
    if isinstance(packed, Uuids):
        digits = packed.digits
        return [uuid_of_digits(digits[start : start + UUID_DIGITS]) for start in range(0, len(digits), UUID_DIGITS)]
    if isinstance(packed, Columns):
        return tuples_of(packed.kind, *map(unpack, packed.columns))
    items: list[Any] = packed
    return items
