"""Reads a file's rows: the first page here, all that follow ahead of time, in a process of their own.

So parsing takes no time from the process that writes, and a file of one page needs no second process.
"""

import fcntl
import gc
import signal
import sys
import traceback
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from operator import itemgetter
from queue import Queue
from threading import Thread
from typing import Any, Generic, TypeVar

import orjson
from django.utils.translation import gettext as _

from alur.base.lib import tuples
from alur.base.lib.bulk import chunks
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.importing.packing import pack, unpack
from alur.base.lib.importing.pages import Page, page, pages
from alur.base.lib.lifeline import end_with_parent
from alur.base.lib.problems import Problem
from alur.base.lib.tabular import Line, Table

R = TypeVar("R")
FIRST_ROWS = 1_000  # few, so that writing can begin
SLICE_ROWS = 1_000  # parsed and sent at a time, so that little memory is needed
SLICES_AHEAD = 10  # kept ready: what is read while a large batch is written
WORTH_A_COMMIT = 2_000
PIPE_BYTES = 1 << 20


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
    """A process that reads the rest of a table, some slices ahead. done: as far as the pages that were taken."""

    def __init__(self, kind: Kind[R], table: Table, lines: Iterator[Line]) -> None:
        self.done = 0
        self._batch_rows = kind.batch_rows
        self._slice_rows = min(SLICE_ROWS, kind.batch_rows)
        self._is_over = False
        fork = get_context("fork")
        self._from, to = fork.Pipe(duplex=False)
        widen(self._from)
        slices = chunks(lines, self._slice_rows)
        self._process = fork.Process(target=feed, args=(kind, table, slices, to, self._from), daemon=True)
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
        """Return the slices that are there, at most a batch, as one page; wait for as many as are worth a commit."""
        slices: list[Any] = []
        rows = 0
        while not self._is_over and rows + self._slice_rows <= self._batch_rows:
            if rows >= WORTH_A_COMMIT and not self._from.poll():
                break
            found = self._received()
            if found is None:
                self._is_over = True
            else:
                self.done, packed_page = found
                slices.append(packed_page)
                rows += self._slice_rows
        return joined(slices) if slices else None

    def _received(self) -> Any:
        try:
            found = self._from.recv()
        except EOFError:
            raise ended() from None
        if isinstance(found, BaseException):
            raise found
        return found


def widen(pipe: Connection) -> None:
    """Let a pipe hold about a slice, where the system lets us, so that its two ends wait for each other less often."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def ended() -> Problem:
    return Problem(
        "file.reader_ended",
        _("The process that reads the file was ended."),
        mend=_("Import the file again; rows that were taken in stay as they are."),
        status=503,
    )


def feed(kind: Kind[R], table: Table, slices: Iterator[list[Line]], to: Connection, other_end: Connection) -> None:
    """Send what slices come to, then None; or what went wrong. Some are kept ready, so that reading goes on."""
    end_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the other process that decides
    other_end.close()
    gc.disable()
    ready: Queue[Any] = Queue(maxsize=SLICES_AHEAD)
    sender = Thread(target=send_all, args=(ready, to), daemon=True)
    sender.start()
    try:
        for lines in slices:
            found = packed(page(kind, lines))
            ready.put(ForkingPickler.dumps((table.done, found)))
        ready.put(ForkingPickler.dumps(None))
    except Exception as error:  # noqa: BLE001  raised again in the process that waits
        error.add_note(traceback.format_exc())
        ready.put(ForkingPickler.dumps(error))
    ready.put(None)
    sender.join()


def send_all(ready: "Queue[Any]", to: Connection) -> None:
    """Send what is put into a queue until None is."""
    with suppress(BrokenPipeError):
        while (found := ready.get()) is not None:
            to.send_bytes(found)


def packed(found: Page[Any]) -> tuple[Any, ...]:
    """Return a page in a form that is quickly sent, as `joined` takes it."""
    numbers = [line.number for line in found.lines]
    values = orjson.dumps([line.values for line in found.lines])
    return found.read, numbers, values, pack(found.rows), found.refused, found.doubts


def joined(parts: Iterable[Any]) -> Page[Any]:
    """Return packed pages as one."""
    lines = PackedLines()
    whole = Page[Any](0, lines, [])
    rows = []
    for read, numbers, values, packed_rows, refused, doubts in parts:
        whole.read += read
        lines.add(numbers, values)
        rows.append(unpack(packed_rows))
        whole.refused += refused
        whole.doubts += doubts
    whole.rows = tuples.joined(rows)
    return whole


class PackedLines(Sequence[Line]):
    """Lines that are made when asked for, as few are."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._packed: list[tuple[int, bytes]] = []  # the place of the first of some lines, their values as JSON
        self._opened: tuple[int, list[dict[str, str]]] = (-1, [])

    def add(self, numbers: Sequence[int], values: bytes) -> None:
        """Add lines. values: of all of them, as JSON."""
        self._packed.append((len(self._numbers), values))
        self._numbers += numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: Any) -> Any:
        number = self._numbers[place]
        first, values = self._packed[bisect_right(self._packed, place, key=itemgetter(0)) - 1]
        if self._opened[0] != first:
            self._opened = (first, orjson.loads(values))
        return Line(number, self._opened[1][place - first])
