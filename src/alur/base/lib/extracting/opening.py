"""What those who open files share."""

import re
from collections.abc import Iterable, Iterator

from alur.base.lib.extracting.pages import MOST_PAGES, Page

MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>#|~&])")
BEGINS_A_BLOCK = re.compile(r"[-+=](?= |$)|\d{1,9}(?=[.)](?: |$))|-{3}|={3}")
LISTED = re.compile(r" *(?:-|1\.) ")


class Refused(Exception):
    """A file that is not read. Its text is one of faults.Fault, which this process need not load."""


def escaped(text: str) -> str:
    """Return plain text as Markdown that reads the same, in one line."""
    line = " ".join(MEANS_SOMETHING.sub(r"\\\1", text).split())
    if found := BEGINS_A_BLOCK.match(line):
        at = found.end() if found[0].isdigit() else 0
        return f"{line[:at]}\\{line[at:]}"
    return line


def together(blocks: Iterable[str]) -> str:
    """Return blocks of Markdown as one text; lines of a list stay close."""
    made = ""
    before = ""
    for block in blocks:
        is_close = bool(LISTED.match(before) and LISTED.match(block))
        made += f"{chr(10) if is_close else chr(10) * 2}{block}" if made else block
        before = block
    return made


def table(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of plain cells as a table in Markdown; the first names the columns."""
    cells = [[escaped(cell) for cell in row] for row in rows]
    width = max(map(len, cells), default=0)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in cells]
    return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]]) if lines else ""


def counted(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield pages. Raises Refused when there are too many."""
    for page in pages:
        if page.number > MOST_PAGES:
            raise Refused("many_pages")
        yield page
