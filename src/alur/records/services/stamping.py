"""The store's own time: strictly increasing microseconds, given out under the one write lock."""

from dataclasses import dataclass

from django.db import connection

from alur.base.lib import clock

TAKE = """
UPDATE records_head SET rid = CASE WHEN rid < %s THEN %s ELSE rid + 1 END + %s WHERE id = 1
RETURNING rid, folded, live, known
"""
NOTE_KNOWN = "UPDATE records_head SET known = rid WHERE id = 1"


@dataclass(frozen=True, slots=True)
class Taken:
    """A run of rids that belongs to the transaction. last: the highest; the rest: as in models.Head."""

    last: int
    folded: int
    live: str
    known: int


def take(count: int) -> Taken:
    """Take count rids; the store's other writers wait until the transaction ends."""
    now = clock.to_micros(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [now, now, count - 1])
        return Taken(*cursor.fetchone())


def wait_in_line() -> None:
    """Wait until all who write to the store have ended their transactions; others then wait for this one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM records_head WHERE id = 1 FOR UPDATE")


def stamp() -> int:
    """Return the store's present moment (µs). What is known at it is seen by every record stored later.

    To be called in the transaction that writes what becomes known: records wait until it ends, and what pages remember
    of people and activities (records.queries.remembered) is read anew after it.
    """
    last = take(1).last
    with connection.cursor() as cursor:
        cursor.execute(NOTE_KNOWN)
    return last
