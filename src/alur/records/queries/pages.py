"""Lists a page at a time: each goes on after the last rid given, so the hundredth costs what the first costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from alur.base.lib import clock
from alur.records.queries.statements import Filters, Stored, head_rid, statements

MOST_STATEMENTS = 1_000
MOST_BYTES = 8_000_000
ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Statements in the order asked for. is_last: there are no more."""

    statements: tuple[Stored, ...]
    is_last: bool


def consistent_through() -> datetime:
    """Return the moment up to which all that is stored can be read. Writers stand in line, so it is the last one's."""
    rid = head_rid()
    return clock.from_micros(rid) if rid else clock.now()


def page(filters: Filters, *, limit: int, ascending: bool, after: int | None) -> Page:
    """Return one page of the statements wanted.

    limit: how many at most, 0 for as many as the store gives; after: the last rid of the page before.
    """
    most = min(limit, MOST_STATEMENTS) if limit else MOST_STATEMENTS
    found: list[Stored] = []
    size = 0
    for stored in from_here(filters, after=after, ascending=ascending, most=most + 1):
        size += len(stored.body)
        if len(found) == most or (found and size > MOST_BYTES):
            return Page(tuple(found), is_last=False)
        found.append(stored)
    return Page(tuple(found), is_last=True)


def from_here(filters: Filters, *, after: int | None, ascending: bool, most: int) -> Iterator[Stored]:
    """Give at most so many of the statements wanted, read few at a time, for some are large."""
    while most > 0:
        count = min(most, ROWS_AT_ONCE)
        rows = statements(beyond(filters, after, ascending=ascending), limit=count, ascending=ascending)
        yield from rows
        if len(rows) < count:
            return
        most -= count
        after = rows[-1].rid


def beyond(filters: Filters, after: int | None, *, ascending: bool) -> Filters:
    if after is None:
        return filters
    return replace(filters, above=max(filters.above, after)) if ascending else replace(filters, up_to=after - 1)
