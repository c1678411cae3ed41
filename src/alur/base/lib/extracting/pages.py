"""What is read out of a file: its pages. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

MOST_PAGES = 500
LONGEST_PAGE = 100_000
LONGEST_HEADING = 200
# By how a file is kept. Others say nothing that could be read.
PAGED, PICTURES = frozenset({"pdf"}), frozenset({"png", "jpg", "gif", "webp"})
MARKED = frozenset({"docx", "pptx", "xlsx", "ods"})
READABLE = PAGED | PICTURES | MARKED | {"txt"}
DRAWN = PAGED | PICTURES


class Page(NamedTuple):
    """A page of a PDF, a part of a DOCX under a heading, a slide, a sheet, a picture. number: from 1.

    heading: its own, "" without one; text: Markdown where the file has structure (MARKED), else plain with a line a
    paragraph; is_scan: there is something to see and nothing to read, so that it takes OCR.
    """

    number: int
    text: str
    heading: str = ""
    is_scan: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. seconds: of the processor; wall_seconds: until it is ended; output_bytes: what it says."""

    seconds: int
    wall_seconds: int
    memory_bytes: int = 1_024 * 1_024 * 1_024
    output_bytes: int = 12_000_000


SPACES = re.compile(r"(?<=\S)[^\S\n]+")
LIGATURES = re.compile("[\ufb00-\ufb06]")


def tidy(text: str, *, most: int = LONGEST_PAGE) -> str:
    """Return a text without what cannot be seen (controls, marks of direction, halves of characters), at most so long.

    Spaces of whatever kind become one, but for those that a line begins with; ligatures are taken apart, so that words
    are found.
    """
    spaced = SPACES.sub(" ", LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text))
    seen = "".join(each for each in spaced if each == "\n" or each.isprintable())
    lines = (line.rstrip() for line in seen.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")[:most]
