"""What every reader gives: rows of texts with their place in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from alur.base.lib.problems import Problem


@dataclass(slots=True)
class Line:
    """A row. number: its 1-based line (spreadsheets: row) in the file; values: trimmed of nothing, by column name.

    problem: why the row could not be read; values then hold what could be saved of it.
    """

    number: int
    values: dict[str, str]
    problem: Problem | None = None


class Table(Protocol):
    """A file being read.

    columns: those that the first line names, None when each row names its own; size, done: how far reading has
    come, in bytes or rows.
    """

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The columns."""

    @property
    def size(self) -> int:
        """All there is to read."""

    @property
    def done(self) -> int:
        """What was read."""

    def lines(self) -> Iterator[Line]:
        """Yield the rows in order; empty ones are left out."""

    def close(self) -> None:
        """Let go of the file."""
