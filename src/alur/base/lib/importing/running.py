"""Takes the rows of a file in, a batch a transaction: killed and run again, it ends as if it had run once."""

import gc
import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from alur.base.lib.collecting import collecting_between_batches
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.importing.pages import Page, pages
from alur.base.lib.importing.scratch import Claim, Scratch
from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem, RejectedRow, as_row
from alur.base.lib.tabular import Line, Table
from alur.base.lib.tabular.rejected import ABOUT

R = TypeVar("R")
DIGEST_BYTES = 16


@dataclass(slots=True)
class Tally:
    """How many rows were read, and what became of them."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    @property
    def decided(self) -> int:
        """How many rows have a verdict."""
        return self.created + self.updated + self.unchanged + self.rejected

    def as_dict(self) -> dict[str, int]:
        """Return the numbers by name."""
        return asdict(self)


def check_columns(kind: Kind[R], table: Table, *, called: str = "") -> list[str]:
    """Return the columns of the table that the kind does not know (of a file of refused rows, save where and why).

    called: the kind's name to who reads, else its own. Raises Problem when a required one is missing.
    """
    if table.columns is None:
        return []
    missing = [name for name in kind.required() if name not in table.columns]
    if missing:
        raise Problem(
            "file.missing_column",
            _("The first line does not name %(missing)s.") % {"missing": ", ".join(missing)},
            field=missing[0],
            mend=_("A file of “%(kind)s” has the columns: %(columns)s.")
            % {"kind": called or kind.name, "columns": ", ".join(kind.columns)},
        )
    return [name for name in table.columns if name not in kind.columns and name not in ABOUT]


class Run(Generic[R]):
    """One import.

    reject: told each refused row; progress: told the tally after each batch; doubt: told the number of a line and what
    is odd about it.
    """

    def __init__(
        self,
        kind: Kind[R],
        *,
        reject: Callable[[RejectedRow], None],
        progress: Callable[[Tally], None] = lambda tally: None,
        doubt: Callable[[int, str], None] = lambda line, words: None,
    ) -> None:
        self.tally = Tally()
        self._kind = kind
        self._reject = reject
        self._progress = progress
        self._doubt = doubt

    def take(self, lines: Iterable[Line]) -> Tally:
        """Take lines in and return the tally."""
        return self.take_pages(pages(self._kind, lines))

    def take_pages(self, pages: Iterable[Page[R]]) -> Tally:
        """Take pages of the kind in and return the tally."""
        with closing(Scratch()) as scratch, collecting_between_batches():
            key = self._kind.key
            settle = Settling(self, self._kind, key, scratch) if key else self._put_all
            for page in pages:
                self.tally.read += page.read
                self.refuse(page)
                for number, words in page.doubts:
                    self._doubt(number, words)
                settle(page)
                self._progress(self.tally)
                del page
                gc.collect(0)
            if isinstance(settle, Settling):
                settle.what_was_put_off()
        self._progress(self.tally)
        return self.tally

    def refuse(self, page: Page[R]) -> None:
        """Refuse the lines of a page that make no row."""
        self.tally.rejected += len(page.refused)
        for row in page.refused:
            self._reject(row)

    def note(self, line: Line, verdict: Verdict) -> None:
        """Count a row's verdict."""
        if isinstance(verdict, Problem):
            self.tally.rejected += 1
            self._reject(as_row(verdict, line=line.number, row=line.values))
        elif verdict is Change.CREATED:
            self.tally.created += 1
        elif verdict is Change.UPDATED:
            self.tally.updated += 1
        else:
            self.tally.unchanged += 1

    def _put_all(self, page: Page[R]) -> None:
        verdicts = self._kind.put(page.rows)
        created = verdicts.count(Change.CREATED)
        self.tally.created += created
        if created == len(page.rows):
            return
        for place, verdict in enumerate(verdicts):
            if verdict is not Change.CREATED:
                self.note(page.lines[place], verdict)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[R]):
    """A row of a kind that a file may speak of only once."""

    line: Line
    row: R
    key: str
    digest: bytes


class Settling(Generic[R]):
    """Takes rows in that have a key and may speak of rows further down."""

    def __init__(self, run: Run[R], kind: Kind[R], key: Callable[[R], Hashable], scratch: Scratch) -> None:
        self._run = run
        self._kind = kind
        self._key = key
        self._scratch = scratch
        self._is_last_round = False

    def __call__(self, page: Page[R]) -> None:
        """Take rows in until no more can be; put the others off."""
        rows = list(map(self._candidate, page.lines, page.rows))
        while rows:
            now, rest = self._choose(rows)
            waiting, taken = self._put(now)
            if taken:
                rest = sorted([*waiting, *rest], key=lambda each: each.line.number)
            else:
                for each in waiting:
                    self._scratch.put_off(each.line)
            rows = rest

    def what_was_put_off(self) -> None:
        """Try the lines that were put off again for as long as that gets one in, then refuse them."""
        while True:
            count, lines = self._scratch.next_round()
            if not count:
                return
            before = self._run.tally.decided
            for page in pages(self._kind, lines):
                self._run.refuse(page)
                self(page)
            self._is_last_round = self._run.tally.decided == before

    def _candidate(self, line: Line, row: R) -> Candidate[R]:
        digest = hashlib.blake2b(repr(row).encode(), digest_size=DIGEST_BYTES).digest()
        return Candidate(line, row, str(self._key(row)), digest)

    def _choose(self, rows: Sequence[Candidate[R]]) -> tuple[list[Candidate[R]], list[Candidate[R]]]:
        """Return (rows to put now, rows that must wait for those); repeats are decided here."""
        now: dict[str, Candidate[R]] = {}
        rest: list[Candidate[R]] = []
        for each in rows:
            if each.key in now:
                rest.append(each)
                continue
            claim = self._scratch.claim(each.key)
            if claim is None or (not claim.settled and (self._is_last_round or claim.line == each.line.number)):
                now[each.key] = each
            elif claim.digest != each.digest:
                self._run.note(each.line, twice(each.key, claim.line))
            elif claim.settled:
                self._run.note(each.line, Change.UNCHANGED)
            else:
                self._scratch.put_off(each.line)
        return list(now.values()), rest

    def _put(self, rows: Sequence[Candidate[R]]) -> tuple[list[Candidate[R]], bool]:
        """Put rows; return those that wait for others, and whether one was taken in."""
        waiting: list[Candidate[R]] = []
        taken = False
        for each, verdict in zip(rows, self._kind.put([each.row for each in rows]) if rows else [], strict=True):
            is_waiting = (
                isinstance(verdict, Problem) and verdict.code in self._kind.waits_for and not self._is_last_round
            )
            if is_waiting:
                waiting.append(each)
            else:
                self._run.note(each.line, verdict)
                taken = taken or isinstance(verdict, Change)
            if is_waiting or isinstance(verdict, Change):
                self._scratch.put_claim(each.key, Claim(each.line.number, each.digest, settled=not is_waiting))
        return waiting, taken


def twice(key: str, line: int) -> Problem:
    return Problem(
        "row.spoken_of_twice",
        _("Line %(line)d already speaks of “%(key)s”, with other values.") % {"line": line, "key": key},
        mend=_("Keep the line that is right and remove the other."),
    )
