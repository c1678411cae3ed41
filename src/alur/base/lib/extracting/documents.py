"""DOCX, by python-docx: a part under a heading of the first or second level is a page."""

import re
from collections.abc import Collection, Iterator
from typing import IO, Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from alur.base.lib.extracting.opening import counted, escaped, table, together
from alur.base.lib.extracting.pages import Page

HEADING = re.compile(r"(?:Heading|Title) ?(?P<level>\d?)")
TURNS_THE_PAGE = 2
LONGEST_PART = 20_000
WEB = ("http://", "https://", "mailto:")


def read(file: IO[bytes]) -> Iterator[Page]:
    """Yield the parts in Markdown. Raises Refused."""
    yield from counted(parts(docx.Document(file)))


def parts(document: Document) -> Iterator[Page]:
    number, length, heading = 1, 0, ""
    blocks: list[str] = []
    for level, words, block in blocks_of(document):
        turns = 0 < level <= TURNS_THE_PAGE
        if blocks and (turns or length > LONGEST_PART):
            yield Page(number, together(blocks), heading)
            number, length, blocks = number + 1, 0, []
        if turns:
            heading = words
        blocks.append(block)
        length += len(block)
    if blocks or number == 1:
        yield Page(number, together(blocks), heading)


def blocks_of(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield (level of heading or 0, plain words, Markdown) of what stands in the document, in order."""
    numbered = numbered_lists(document)
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            if made := table(rows_of(item)):
                yield 0, "", made
        elif words := " ".join(item.text.split()):
            yield from block(item, words, numbered)


def block(paragraph: Paragraph, words: str, numbered: Collection[int]) -> Iterator[tuple[int, str, str]]:
    style = str(paragraph.style.name) if paragraph.style else ""
    if found := HEADING.match(style):
        level = min(int(found["level"] or 1), 6)
        yield level, words, f"{'#' * level} {escaped(words)}"
    else:
        yield 0, words, f"{mark(paragraph, style, numbered)}{inline(paragraph)}"


def mark(paragraph: Paragraph, style: str, numbered: Collection[int]) -> str:
    """Return what begins a line of a list. numbered: the lists with numbers."""
    properties = paragraph._p.pPr  # noqa: SLF001 - the library has no other way to a list's mark
    listed: Any = properties.numPr if properties is not None else None
    if listed is None or listed.numId is None or not listed.numId.val:
        return "1. " if style.startswith("List Number") else "- " * style.startswith("List Bullet")
    depth = listed.ilvl.val if listed.ilvl is not None else 0
    return f"{'   ' * depth}{'1.' if listed.numId.val in numbered else '-'} "


def numbered_lists(document: Document) -> Collection[int]:
    """Return the ids of the lists whose first level has numbers or letters."""
    try:
        lists = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return frozenset()
    first = "w:abstractNum[w:lvl[@w:ilvl='0']/w:numFmt[@w:val!='bullet']]/@w:abstractNumId"
    shapes = set(lists.xpath(first))
    return {each.numId for each in lists.num_lst if str(each.abstractNumId.val) in shapes}


def inline(paragraph: Paragraph) -> str:
    """Return a paragraph with its links and what is bold."""
    pieces: list[tuple[bool, str]] = []
    for item in paragraph.iter_inner_content():
        if isinstance(item, Hyperlink):
            pieces.append((False, link(item)))
        elif item.text:
            is_bold = bool(item.bold) and bool(item.text.strip())
            if pieces and pieces[-1][0] == is_bold and is_bold:
                pieces[-1] = (True, pieces[-1][1] + item.text)
            else:
                pieces.append((is_bold, item.text if is_bold else around(item.text)))
    return "".join(f" **{escaped(text)}** " if is_bold else text for is_bold, text in pieces).strip()


def around(text: str) -> str:
    """Return text in Markdown with the spaces around it kept, since it goes on beside."""
    return f"{' ' * text[0].isspace()}{escaped(text)}{' ' * text[-1].isspace()}"


def link(item: Hyperlink) -> str:
    address = item.url
    if not address.startswith(WEB) or any(each in address for each in "()<> \\"):
        return escaped(item.text)
    return f"[{escaped(item.text)}]({address})"


def rows_of(item: Table) -> Iterator[list[str]]:
    for row in item.rows:
        cells: list[str] = []
        before = None
        for cell in row.cells:
            # One that spans several columns is met once for each.
            if cell._tc is not before:  # noqa: SLF001 - as above
                cells.append(cell.text)
            before = cell._tc  # noqa: SLF001 - as above
        yield cells
