"""CSV (RFC 4180), separated by commas or semicolons, read a row at a time."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.base.lib.tabular import header
from alur.base.lib.tabular.lines import Line
from alur.base.lib.tabular.textlines import MOST_BYTES, Numbered, TextLines

QUOTE = '"'
STILL_OPEN = "unexpected end of data"  # what csv says when a quote is open at the end
csv.field_size_limit(MOST_BYTES)


class DelimitedTable:
    """A CSV file. The separator is the one that its first line uses more often."""

    def __init__(self, path: Path) -> None:
        self._text = TextLines(path)
        self.size = self._text.size
        try:
            self._separator, self.columns = self._first_line()
        except Problem:
            self.close()
            raise

    @property
    def done(self) -> int:
        """How many bytes were read."""
        return self._text.done

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()

    def lines(self) -> Iterator[Line]:
        """Yield the rows."""
        columns, separator, width = self.columns, self._separator, len(self.columns)
        for number, text in self._text:
            if isinstance(text, Problem):
                yield Line(number, {}, text)
                continue
            # Without a quote a row is just its cells, and splitting is what makes large files quick.
            cells = text.rstrip("\r\n").split(separator) if QUOTE not in text else self._quoted(text)
            if isinstance(cells, Problem):
                yield Line(number, {}, cells)
            elif len(cells) != width:
                if any(cells):
                    yield self._uneven(number, cells)
            elif any(cells):
                yield Line(number, dict(zip(columns, cells, strict=True)))

    def _uneven(self, number: int, cells: list[str]) -> Line:
        values = dict(zip(self.columns, cells, strict=False))
        if len(cells) > len(self.columns) and not any(cells[len(self.columns) :]):
            return Line(number, values)
        return Line(number, values, uneven(len(cells), len(self.columns)))

    def _quoted(self, text: str) -> list[str] | Problem:
        """Return the cells of a row that begins with text and may go on over further lines.

        When its quote is never closed those lines are given back, so that only this one is lost.
        """
        taken: list[Numbered] = []
        pieces, length = [text], len(text)
        cells = parse(text, self._separator)
        while cells is None and length < MOST_BYTES and (more := self._text.take()):
            taken.append(more)
            if isinstance(more[1], Problem):
                break
            pieces.append(more[1])
            length += len(more[1])
            if QUOTE in more[1]:
                cells = parse("".join(pieces), self._separator)
        if cells is None or isinstance(cells, Problem):
            self._text.give_back(taken)
        return unclosed_quote() if cells is None else cells

    def _first_line(self) -> tuple[str, tuple[str, ...]]:
        for _number, text in self._text:
            if isinstance(text, Problem):
                raise text
            if "\r" in text.rstrip("\r\n"):
                raise only_returns()
            if text.strip(" \r\n,;"):
                separator = ";" if text.count(";") > text.count(",") else ","
                cells = parse(text, separator)
                if cells is None or isinstance(cells, Problem):
                    raise cells or unclosed_quote()
                return separator, header.columns(cells)
        raise header.empty_file()


def parse(text: str, separator: str) -> list[str] | Problem | None:
    """Return the cells of one row, None while a quote is open, the Problem when its quotes cannot be understood."""
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error as error:
        return None if STILL_OPEN in str(error) else stray_quote()


def uneven(found: int, named: int) -> Problem:
    return Problem(
        "file.uneven_row",
        _("The row has %(found)d values, but the first line names %(named)d columns.")
        % {"found": found, "named": named},
        mend=_("Put values that hold the separator between quotes; keep the separators of empty values."),
    )


def unclosed_quote() -> Problem:
    return Problem(
        "file.unclosed_quote",
        _("A value begins with a quote that is never closed."),
        mend=_("Close it, or write a quote within a value twice."),
    )


def stray_quote() -> Problem:
    return Problem(
        "file.stray_quote",
        _("A quote ends a value in its middle."),
        mend=_("Write a quote within a value twice."),
    )


def only_returns() -> Problem:
    return Problem(
        "file.line_ends",
        _("The lines end with carriage returns only."),
        mend=_("Save the file as “CSV UTF-8”, then import it again."),
    )
