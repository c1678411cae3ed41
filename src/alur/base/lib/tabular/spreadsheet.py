"""Spreadsheets (XLSX): the first sheet. The reader library holds the whole sheet, so its size is limited."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.base.lib.tabular import header
from alur.base.lib.tabular.lines import Line

MOST_UNPACKED_BYTES = 1024 * 1024 * 1024
EXACT_BELOW = 10**15  # a spreadsheet keeps 15 digits of a number


class SpreadsheetTable:
    """An XLSX file. size, done: in rows."""

    def __init__(self, path: Path) -> None:
        check_size(path)
        try:
            sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        except CalamineError as error:
            raise no_spreadsheet(str(error)) from error
        self._rows = sheet.iter_rows()
        self.size = sheet.height + (sheet.start or (0, 0))[0]
        self.done = 0
        self.columns = self._first_row()

    def close(self) -> None:
        """Let go of the sheet."""
        self._rows = iter(())

    def lines(self) -> Iterator[Line]:
        """Yield the rows."""
        for cells in self._rows:
            self.done += 1
            if any(cell != "" for cell in cells):
                yield self._line(cells)

    def _first_row(self) -> tuple[str, ...]:
        for cells in self._rows:
            self.done += 1
            if any(cell != "" for cell in cells):
                return header.columns([str(cell) for cell in cells])
        raise header.empty_file()

    def _line(self, cells: Sequence[object]) -> Line:
        line = Line(self.done, {})
        for name, cell in zip(self.columns, cells, strict=False):
            line.values[name] = as_text(cell)
            if isinstance(cell, float) and abs(cell) >= EXACT_BELOW:
                line.problem = digits_lost(name, line.values[name])
        for name in self.columns[len(cells) :]:
            line.values[name] = ""
        return line


def as_text(cell: object) -> str:
    """Return a cell as it would be written in CSV. A date is a moment at midnight: the sheet cannot tell them apart."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return to_millisecond(cell).isoformat()
    if isinstance(cell, date):
        return datetime.combine(cell, time()).isoformat()
    return str(cell)


def to_millisecond(moment: datetime) -> datetime:
    """Return the moment rounded: sheets keep moments as fractions of a day, good for some microseconds."""
    milliseconds = round(moment.microsecond / 1000)
    return moment.replace(microsecond=0) + timedelta(milliseconds=milliseconds)


def check_size(path: Path) -> None:
    """Raise Problem when the file is no XLSX file or unpacks to more than memory should bear."""
    try:
        with ZipFile(path) as archive:
            unpacked_bytes = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise no_spreadsheet(str(error)) from error
    if unpacked_bytes > MOST_UNPACKED_BYTES:
        raise Problem(
            "file.too_large",
            _("The spreadsheet unpacks to %(size)s MB; at most %(limit)s MB can be read.")
            % {"size": written(unpacked_bytes // 1024**2), "limit": written(MOST_UNPACKED_BYTES // 1024**2)},
            mend=_("Save it as CSV, which has no such limit."),
        )


def no_spreadsheet(reason: str) -> Problem:
    return Problem(
        "file.no_spreadsheet",
        _("The file is no XLSX spreadsheet: %(reason)s.") % {"reason": reason},
        mend=_("Save it again as XLSX or as CSV."),
    )


def digits_lost(name: str, value: str) -> Problem:
    return Problem(
        "file.digits_lost",
        _("The number %(value)s has more than 15 digits; the spreadsheet has lost the last ones.") % {"value": value},
        field=name,
        mend=_("Format the column as text and enter the value again, or import CSV."),
    )
