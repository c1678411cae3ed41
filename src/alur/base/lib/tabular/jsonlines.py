"""JSON lines: one object a line, whose keys are the columns."""

from collections.abc import Iterator
from pathlib import Path

import orjson
from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.base.lib.tabular import header
from alur.base.lib.tabular.lines import Line
from alur.base.lib.tabular.textlines import TextLines


class JsonLinesTable:
    """A JSONL file. A key that a row lacks is a column it does not name; null is an empty value."""

    columns = None

    def __init__(self, path: Path) -> None:
        self._text = TextLines(path)
        self.size = self._text.size
        if not self.size:
            self.close()
            raise header.empty_file()

    @property
    def done(self) -> int:
        """How many bytes were read."""
        return self._text.done

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()

    def lines(self) -> Iterator[Line]:
        """Yield the rows."""
        for number, text in self._text:
            if isinstance(text, Problem):
                yield Line(number, {}, text)
            elif not text.isspace():
                yield row(number, text)


def row(number: int, text: str) -> Line:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Line(number, {}, broken(str(error)))
    if not isinstance(found, dict):
        return Line(number, {}, broken(_("it is not an object")))
    line = Line(number, {})
    for key, value in found.items():
        written = as_text(value)
        line.values[key.strip().lower()] = written or ""
        if written is None:
            line.problem = nested(key)
    return line


def as_text(value: object) -> str | None:
    """Return a JSON value as a cell's text, None when it is nested. A list of texts is joined by `;`."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ";".join(value)
    return None


def broken(reason: str) -> Problem:
    return Problem(
        "file.broken_json",
        _("The line is no JSON object: %(reason)s.") % {"reason": reason},
        mend=_('Write one object a line, as {"code": "A1", …}.'),
    )


def nested(key: str) -> Problem:
    return Problem(
        "file.nested_value",
        _("“%(key)s” holds a nested value.") % {"key": key[:40]},
        field=key[:40],
        mend=_("Write a text or a number, or a list of texts."),
    )
