"""Reads a file's rows: the first page here, all that follow ahead of time, in a process of their own.

So parsing takes no time from the process that writes, and a file of one page needs no second process.
"""

import gc
import signal
import traceback
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar

import orjson
from django.utils.translation import gettext as _

from alur.base.lib.bulk import chunks
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.importing.packing import pack, unpack
from alur.base.lib.importing.pages import Page, page, pages
from alur.base.lib.lifeline import end_with_parent
from alur.base.lib.problems import Problem
from alur.base.lib.tabular import Line, Table

R = TypeVar("R")
FIRST_ROWS = 2_000  # few, so that writing can begin
SLICE_ROWS = 1_000  # parsed at a time, so that little memory is needed


class Reading(Generic[R]):
    """A table on its way in. size, done: how far reading has come, in the table's own measure."""

    def __init__(self, kind: Kind[R], table: Table) -> None:
        self._kind = kind
        self._table = table
        self._ahead: Ahead[R] | None = None
        self._lines = table.lines()
        first = list(islice(self._lines, min(FIRST_ROWS, kind.batch_rows)))
        # Rows with a key may wait for later ones of the file: those are parsed again when their time has come.
        if len(first) == FIRST_ROWS or len(first) == kind.batch_rows:
            self._ahead = Ahead(kind, table, self._lines) if kind.key is None else None
        self._first = page(kind, first)

    @property
    def size(self) -> int:
        """All there is to read."""
        return self._table.size

    @property
    def done(self) -> int:
        """What was read of it."""
        return max(self._table.done, self._ahead.done if self._ahead else 0)

    def pages(self) -> Iterator[Page[R]]:
        """Yield the pages in order."""
        # None is held here while it is put, nor longer.
        first = [self._first]
        del self._first
        yield first.pop()
        yield from self._ahead.pages() if self._ahead else pages(self._kind, self._lines)

    def close(self) -> None:
        """Let go of the process that reads ahead."""
        if self._ahead:
            self._ahead.close()


class Ahead(Generic[R]):
    """A process that reads the rest of a table, always one page ahead. done: as far as the pages that were taken."""

    def __init__(self, kind: Kind[R], table: Table, lines: Iterator[Line]) -> None:
        self.done = 0
        fork = get_context("fork")
        self._from, to = fork.Pipe(duplex=False)
        self._process = fork.Process(target=feed, args=(kind, table, lines, to, self._from), daemon=True)
        self._process.start()
        to.close()

    def pages(self) -> Iterator[Page[R]]:
        """Yield the pages in order. Raises what reading them raised there."""
        return iter(self._next, None)

    def close(self) -> None:
        """End the process, wherever it is."""
        self._from.close()
        self._process.terminate()
        self._process.join()
        self._process.close()

    def _next(self) -> Page[R] | None:
        try:
            found = self._from.recv()
        except EOFError:
            raise ended() from None
        if isinstance(found, BaseException):
            raise found
        self.done, count = found
        return joined(self._from.recv() for _ in range(count)) if count else None


def ended() -> Problem:
    return Problem(
        "file.reader_ended",
        _("The process that reads the file was ended."),
        mend=_("Import the file again; rows that were taken in stay as they are."),
        status=503,
    )


def feed(kind: Kind[R], table: Table, lines: Iterator[Line], to: Connection, other_end: Connection) -> None:
    """Send the pages of lines, then one of nothing; or what went wrong."""
    end_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the other process that decides
    other_end.close()
    gc.disable()
    try:
        for size in growing(kind.batch_rows):
            parts = [packed(page(kind, few)) for few in chunks(islice(lines, size), SLICE_ROWS)]
            send(to, table.done, parts)
            if not parts:
                return
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001  raised again in the process that waits
        error.add_note(traceback.format_exc())
        to.send(error)


def growing(most: int) -> Iterator[int]:
    """Yield sizes of pages: each is read in about the time in which the one before it is written."""
    size = FIRST_ROWS
    while True:
        size = min(2 * size, most)
        yield size


def send(to: Connection, done: int, parts: Sequence[memoryview]) -> None:
    to.send((done, len(parts)))
    for part in parts:
        to.send_bytes(part)


def packed(found: Page[Any]) -> memoryview:
    numbers = [line.number for line in found.lines]
    values = [orjson.dumps(line.values) for line in found.lines]
    return ForkingPickler.dumps((found.read, numbers, values, pack(found.rows), found.refused, found.doubts))


def joined(parts: Iterable[Any]) -> Page[Any]:
    """Return packed pages as one."""
    lines = PackedLines()
    whole = Page[Any](0, lines, [])
    for part in parts:
        read, numbers, values, rows, refused, doubts = part
        whole.read += read
        lines.numbers += numbers
        lines.values += values
        whole.rows += unpack(rows)
        whole.refused += refused
        whole.doubts += doubts
    return whole


class PackedLines(Sequence[Line]):
    """Lines that are made when asked for, as few are. values: as JSON."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.values: list[bytes] = []

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: Any) -> Any:
        return Line(self.numbers[place], orjson.loads(self.values[place]))
