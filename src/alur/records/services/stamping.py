"""The store's own time: strictly increasing microseconds, given out under the one write lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from alur.base.lib import bulk, clock, reference

STATE = "SELECT rid, folded, live, known FROM records_head WHERE id = 1"
# A moment without a record leaves nothing to fold.
MOVE = "folded = CASE WHEN folded = rid THEN %s ELSE folded END, rid = %s"


@dataclass(frozen=True, slots=True)
class Line:
    """The store's head as the writer whose turn it is finds it. The fields are those of models.Head."""

    rid: int
    folded: int
    live: str
    known: int

    @property
    def next_rid(self) -> int:
        """The rid that may be given next: the present moment in µs, above all that were given."""
        return max(clock.to_micros(clock.now()), self.rid + 1)


def wait_in_line() -> Line:
    """Wait until all who write to the store have ended their transactions; others then wait for this one."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""  # SQLite has locked all it has
    return Line(*bulk.read(f"{STATE}{lock}")[0])


@contextmanager
def in_line() -> Iterator[Line]:
    """Wait in line, and let reference rows that are looked up within the block be remembered."""
    line = wait_in_line()
    with reference.unchanged_since(line.known):
        yield line


def leave_line(*, rid: int, folded: int) -> None:
    """Note the last rid given and the last one folded, in the transaction that gave and folded them."""
    bulk.write("UPDATE records_head SET rid = %s, folded = %s WHERE id = 1", [rid, folded])


def pass_moment() -> int:
    """Let a moment of the store go by that holds no record, and return it (µs)."""
    rid = wait_in_line().next_rid
    bulk.write(f"UPDATE records_head SET {MOVE} WHERE id = 1", [rid, rid])
    return rid


def stamp() -> int:
    """Return the store's present moment (µs). What is known at it is seen by every record stored later.

    To be called in the transaction that writes what becomes known: records wait until it ends, and what pages remember
    of people and activities (records.queries.remembered) is read anew after it.
    """
    rid = wait_in_line().next_rid
    bulk.write(f"UPDATE records_head SET {MOVE}, known = %s WHERE id = 1", [rid, rid, rid])
    return rid
