"""What an import kind says of itself."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from alur.base.lib.importing.verdicts import KEEP, Verdict
from alur.base.lib.problems import Problem

R = TypeVar("R")
BATCH_ROWS = 2_000
RECORDS_A_BATCH = 10_000  # of rows whose tables are touched all over: each commit writes their pages again


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    read: makes a value of a cell's text, which is trimmed and not empty; required: neither column nor cell may be
    missing; empty: the value of an empty cell.
    """

    read: Callable[[str], Any]
    required: bool = False
    empty: Any = None


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """A kind of row and its way in.

    columns: by name; row: makes a row of the columns' values, named alike;
    put: takes distinct rows in, whole in one transaction, and says what became of each; key: what a file may hold only
    once, None when the store itself tells repeats; waits_for: codes of Problems that a later row of the file may mend;
    absent: the value of a column that the file lacks; doubt: what is odd about a row that is taken in all the same.
    """

    name: str
    columns: Mapping[str, Column]
    row: Callable[..., R]
    put: Callable[[Sequence[R]], Sequence[Verdict]]
    key: Callable[[R], Hashable] | None = None
    waits_for: frozenset[str] = frozenset()
    batch_rows: int = BATCH_ROWS
    absent: Any = KEEP
    doubt: Callable[[R], str] | None = None

    def parse(self, values: Mapping[str, str]) -> R:
        """Return the row that a line's values make. Raises Problem naming the field."""
        # All cells in one loop: files have a million of these.
        found: dict[str, Any] = {}
        for name, column in self.columns.items():
            written = values.get(name)
            cell = written.strip() if written else written
            if cell:
                try:
                    found[name] = column.read(cell)
                except Problem as problem:
                    problem.field = problem.field or name
                    raise
            elif column.required:
                raise missing(name)
            else:
                found[name] = self.absent if cell is None else column.empty
        return self.row(**found)

    def required(self) -> list[str]:
        """Return the columns that every file must have."""
        return [name for name, column in self.columns.items() if column.required]


def missing(name: str) -> Problem:
    return Problem(
        "row.missing_value",
        _("“%(name)s” is empty.") % {"name": name},
        field=name,
        mend=_("Every row must have a value here."),
    )
