"""Chooses the reader by the file's ending."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.base.lib.tabular.delimited import DelimitedTable
from alur.base.lib.tabular.jsonlines import JsonLinesTable
from alur.base.lib.tabular.lines import Table
from alur.base.lib.tabular.spreadsheet import SpreadsheetTable

READERS: dict[str, Callable[[Path], Table]] = {
    ".csv": DelimitedTable,
    ".xlsx": SpreadsheetTable,
    ".jsonl": JsonLinesTable,
}


def open_table(path: Path) -> Table:
    """Open a file for reading. Raises Problem when it is missing, of another kind or without a usable first line."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Problem(
            "file.unknown_kind",
            _("“%(name)s” ends in neither %(endings)s.") % {"name": path.name, "endings": ", ".join(READERS)},
            mend=_("Save it as one of these; the ending tells how it is read."),
        )
    try:
        return reader(path)
    except OSError as error:
        raise Problem(
            "file.unreadable",
            _("“%(path)s” cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror or error},
            mend=_("Check the path and that you may read it."),
        ) from error
