"""Spreadsheets, by calamine: a sheet is a page."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO

from python_calamine import CalamineWorkbook, PasswordError

from alur.base.lib.extracting.opening import Refused, counted, table
from alur.base.lib.extracting.pages import LONGEST_PAGE, Page

MOST_ROWS, MOST_COLUMNS = 2_000, 50


def read(file: IO[bytes]) -> Iterator[Page]:
    """Yield the sheets as tables in Markdown. Raises Refused."""
    yield from counted(sheets(file))


def sheets(file: IO[bytes]) -> Iterator[Page]:
    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Refused("locked") from error
    for number, name in enumerate(book.sheet_names, start=1):
        rows = book.get_sheet_by_name(name).iter_rows()
        yield Page(number, table(fitting(rows)), name)


def fitting(rows: Iterator[Sequence[object]]) -> Iterator[list[str]]:
    """Yield the rows that say something, as long as there is room."""
    left = LONGEST_PAGE
    for row in islice(rows, MOST_ROWS):
        cells = [as_text(cell) for cell in row[:MOST_COLUMNS]]
        if not any(cells):
            continue
        left -= sum(map(len, cells)) + 3 * len(cells)
        if left < 0:
            return
        yield cells


def as_text(cell: object) -> str:
    """Return a cell as people read it."""
    if isinstance(cell, bool):
        return "✓" if cell else "–"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == datetime.min.time() else f"{cell:%Y-%m-%d %H:%M}"
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell)
