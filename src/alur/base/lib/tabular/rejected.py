"""The file of refused rows: where, why, and the row itself, to be corrected and imported again."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem, RejectedRow

ABOUT = ("line", "field", "reason")


class RejectedFile:
    """`FILE.rejected.csv` beside the file it belongs to, there only when a row was refused, and only when whole.

    columns: what may stand in rows; fixed: whether all rows have them all, else those that no refused row has are left
    out in the end.
    """

    def __init__(self, source: Path, columns: Sequence[str], *, fixed: bool) -> None:
        self.path = source.with_name(f"{source.name}.rejected.csv")
        self.count = 0
        self._draft = self.path.with_name(f"{self.path.name}.part")
        self._columns = [column for column in columns if column not in ABOUT]
        self._seen = set(columns) if fixed else set[str]()
        self._file: TextIO | None = None
        self._remove_old()

    def add(self, row: RejectedRow) -> None:
        """Add a row."""
        if self._file is None:
            self._file = self._opened()
            self._writer = csv.writer(self._file)
        self.count += 1
        self._seen.update(row.row)
        self._writer.writerow([row.line, row.field, row.reason, *(row.row.get(name, "") for name in self._columns)])

    def close(self) -> None:
        """Put the file in its place, if a row was refused."""
        if self._file is None:
            return
        self._file.close()
        keep = [place for place, name in enumerate(self._columns) if name in self._seen]
        whole = self._draft.with_suffix(".whole")
        with (
            self._draft.open(encoding="utf-8", newline="") as rows,
            whole.open("w", encoding="utf-8", newline="") as out,
        ):
            writer = csv.writer(out)
            writer.writerow([*ABOUT, *(self._columns[place] for place in keep)])
            for row in csv.reader(rows):
                writer.writerow([*row[: len(ABOUT)], *(row[len(ABOUT) + place] for place in keep)])
        whole.replace(self.path)
        self._draft.unlink()

    def _remove_old(self) -> None:
        try:
            self.path.unlink(missing_ok=True)
            self._draft.unlink(missing_ok=True)
        except OSError as error:
            raise self._not_writable(error) from error

    def _opened(self) -> TextIO:
        try:
            return self._draft.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise self._not_writable(error) from error

    def _not_writable(self, error: OSError) -> Problem:
        return Problem(
            "file.rejected_unwritable",
            _("Refused rows cannot be written to “%(path)s”: %(reason)s.")
            % {"path": self.path, "reason": error.strerror or error},
            mend=_("Make the folder writable, or import a copy elsewhere. Rows taken in stay; import again."),
        )
