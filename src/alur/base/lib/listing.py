"""Lists of rows by queries written out: the ORM takes longer to write such a query than the database to answer it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection

from alur.base.lib import bulk

T = TypeVar("T")
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """Rows in an order, counted and read by parts, as Django's Paginator asks for them.

    columns: what stands between SELECT and FROM; source: from FROM on, with its conditions; parameters: of the source;
    made: what becomes of a row.
    """

    columns: str
    source: str
    order: str
    parameters: Sequence[Any]
    made: Callable[[tuple[Any, ...]], T]

    def __len__(self) -> int:
        [(count,)] = bulk.read(f"SELECT count(*) {self.source}", self.parameters)
        return int(count)

    def __getitem__(self, part: slice) -> list[T]:
        first, end = part.start or 0, ALL if part.stop is None else part.stop
        query = f"SELECT {self.columns} {self.source} ORDER BY {self.order} LIMIT %s OFFSET %s"
        return [self.made(row) for row in bulk.read(query, [*self.parameters, max(end - first, 0), first])]

    def __iter__(self) -> Iterator[T]:
        return iter(self[:])


def containing(column: str, text: str) -> tuple[str, str]:
    """Return the condition that a column holds a text in whatever case, and its parameter; as the ORM's `icontains`."""
    database: Any = connection
    cast = database.ops.lookup_cast("icontains") % column
    return f"{cast} {database.operators['icontains']}", f"%{database.ops.prep_for_like_query(text)}%"
