"""Rows by the ten thousand, column by column: most work on them is the same for all, and is done at once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress
from typing import Any, Generic, TypeAlias, TypeVar, overload

T = TypeVar("T", bound=tuple[Any, ...])
V = TypeVar("V")
Column: TypeAlias = Sequence[Any]


class Tuples(Sequence[T], Generic[T]):
    """Tuples, often named ones, that are kept column by column; each is made when it is asked for."""

    def __init__(self, kind: type[T], columns: Iterable[Column]) -> None:
        self.kind = kind
        self.columns = tuple(columns)

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[T]:
        return map(partial(tuple.__new__, self.kind), zip(*self.columns, strict=True))

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> "Tuples[T]": ...

    def __getitem__(self, place: int | slice) -> "T | Tuples[T]":
        found = [column[place] for column in self.columns]
        return Tuples(self.kind, found) if isinstance(place, slice) else tuple.__new__(self.kind, found)


def columns_of(rows: Sequence[tuple[Any, ...]]) -> Sequence[Column]:
    """Return the columns of rows, of which there is at least one."""
    return rows.columns if type(rows) is Tuples else tuple(zip(*rows, strict=True))


def column_of(rows: Sequence[tuple[Any, ...]], name: str) -> Column:
    """Return one field of each of some named tuples."""
    if type(rows) is Tuples:
        found: Column = rows.columns[rows.kind._fields.index(name)]
        return found
    return [getattr(row, name) for row in rows]


def those(rows: Sequence[V], wanted: Sequence[Any]) -> Sequence[V]:
    """Return those of rows, or of a column's values, that are wanted. wanted: true or false for each."""
    if all(wanted):
        return rows
    if type(rows) is Tuples:
        return Tuples(rows.kind, [those(column, wanted) for column in rows.columns])
    return list(compress(rows, wanted))


def joined(parts: Iterable[Sequence[Any]]) -> Sequence[Any]:
    """Return rows, or columns, that came in parts, as one."""
    filled = [part for part in parts if part]
    if len(filled) <= 1:
        return filled[0] if filled else ()
    alike = [part for part in filled if type(part) is Tuples and part.kind is getattr(filled[0], "kind", None)]
    if len(alike) == len(filled):
        return Tuples(alike[0].kind, map(joined, zip(*[part.columns for part in alike], strict=True)))
    return list(chain.from_iterable(filled))
