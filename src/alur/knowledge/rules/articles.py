"""The articles of a regulation as they are written (BAB II, Pasal 12, ayat (3)), and the anchors that lead to them."""

import re

from alur.base.lib.outlining import Headings, Line, Mark

ROMAN = r"[IVXLC]+"
ARTICLE = r"\d+[A-Z]{0,2}"
CHAPTER_LINE = re.compile(rf"BAB\s+({ROMAN}(?:[A-Z])?)\b\.?\s*(.*)")
PART_LINE = re.compile(r"Bagian\s+(Ke\w+)\s*")
# An amending regulation numbers its own articles in Roman figures.
ARTICLE_LINE = re.compile(rf"Pasal\s+({ARTICLE}|[IVXL]+)\s*")
ARTICLE_HEADING = re.compile(rf"Pasal\s+({ARTICLE}|[IVXL]+)\b(?!\s*ayat)")
PARAGRAPH_LINE = re.compile(r"\((\d+[a-z]?)\)\s")
# What follows the articles goes through them once more.
AFTERWARDS = re.compile(r"(PENJELASAN|LAMPIRAN)(?:\s+([IVXLC]+))?\s*")
# Below all headings, which are 1 to 6.
CHAPTER, PART, ARTICLE_LEVEL = 7, 8, 9
LONGEST_NAME = 120


class Articles(Headings):
    """Names headings, chapters, articles and paragraphs of one regulation, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.within = ""
        self.article = ""

    def __call__(self, line: Line) -> Mark | None:
        """Return the anchor of a line: `bab-ii`, `pasal-12`, `pasal-12-ayat-3`; of other headings their own."""
        found = (
            self.afterwards(line)
            or self.chapter(line)
            or self.part(line)
            or self.named_article(line)
            or self.paragraph(line)
        )
        if found is None and line.level:
            self.article = ""
        return found or super().__call__(line)

    def afterwards(self, line: Line) -> Mark | None:
        """Return the anchor of “PENJELASAN” or “LAMPIRAN I”, below which the articles begin anew."""
        found = AFTERWARDS.fullmatch(line.words)
        if not found:
            return None
        name = "-".join(filter(None, found.groups()))
        self.within, self.article = "", ""
        named = self.marked(name, line.level or CHAPTER, line, "")
        self.within = f"{named.anchor}-"
        return named

    def chapter(self, line: Line) -> Mark | None:
        """Return the anchor of “BAB II”, alone or with its name in capitals."""
        found = CHAPTER_LINE.fullmatch(line.words)
        if not found or not (line.level or is_in_capitals(found[2])):
            return None
        self.article = ""
        name = found[2] or (line.following if is_in_capitals(line.following) else "")
        title = f"BAB {found[1]} {name[:LONGEST_NAME]}".strip()
        return self.marked(f"bab-{found[1]}", line.level or CHAPTER, line, title)

    def part(self, line: Line) -> Mark | None:
        """Return the anchor of “Bagian Kesatu”; each chapter may have one, so that they are numbered."""
        found = PART_LINE.fullmatch(line.words)
        if not found or line.level:
            return None
        self.article = ""
        return self.marked(
            f"bagian-{found[1]}", PART, line, f"Bagian {found[1]} {line.following[:LONGEST_NAME]}".strip()
        )

    def named_article(self, line: Line) -> Mark | None:
        found = ARTICLE_HEADING.match(line.words) if line.level else ARTICLE_LINE.fullmatch(line.words)
        if not found:
            return None
        self.article = f"pasal-{found[1]}"
        return self.marked(self.article, line.level or ARTICLE_LEVEL, line, "")

    def paragraph(self, line: Line) -> Mark | None:
        """Return the anchor of “(3) …” below an article."""
        found = PARAGRAPH_LINE.match(line.words)
        if not found or not self.article or line.level:
            return None
        return Mark(self.unique(f"{self.within}{self.article}-ayat-{found[1]}".lower()), 0, len(found[0].rstrip()))

    def marked(self, name: str, level: int, line: Line, title: str) -> Mark:
        return Mark(self.unique(f"{self.within}{name}".lower()), level, len(line.words), title)


def is_in_capitals(words: str) -> bool:
    return words == words.upper()


def namer(kind: str) -> Headings:
    """Return what names the parts of an item's text. kind: of the item."""
    return Articles() if kind == "regulation" else Headings()
