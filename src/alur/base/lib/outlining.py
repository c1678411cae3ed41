"""The parts of a Markdown text: what each is called, and an anchor that leads to it, the same whoever asks."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from markdown_it.token import Token

LONGEST_SLUG = 60
BREAKS = {"softbreak", "hardbreak"}
# So that no heading is called as something else of the page is.
PREFIX = "bagian"


class Mark(NamedTuple):
    """An anchor. level: in the outline, the highest is 1, 0 when it is not in there.

    length: letters of the line that become a link to itself; title: what the outline calls it, "" for the whole line.
    """

    anchor: str
    level: int = 0
    length: int = 0
    title: str = ""


class Line(NamedTuple):
    """A line of a text, without its markup. level: that of a heading, 0 when it is none; following: the next line."""

    words: str
    level: int = 0
    following: str = ""


class Entry(NamedTuple):
    """A part of a text. depth: 1 for the highest."""

    depth: int
    anchor: str
    title: str


Namer: TypeAlias = Callable[[Line], Mark | None]


class Headings:
    """Names the headings of one text, in order: no two the same."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def __call__(self, line: Line) -> Mark | None:
        """Return the anchor of a line, None when nothing leads to it."""
        return Mark(self.unique(slug(line.words)), line.level) if line.level else None

    def unique(self, wanted: str) -> str:
        """Return an anchor that no line before has; asked in the same order, the same."""
        name, number = wanted, 1
        while name in self.taken:
            number += 1
            name = f"{wanted}-{number}"
        self.taken.add(name)
        return name


def slug(words: str) -> str:
    """Return an anchor that is read as the words are."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join([PREFIX, *re.findall(r"[a-z0-9]+", plain)])[:LONGEST_SLUG].rstrip("-")


def words_of(tokens: Iterable[Token]) -> str:
    """Return what is read of a line, without its markup; of a picture its words."""
    spaces = dict.fromkeys(BREAKS, " ")
    parts = (spaces.get(each.type) or each.content for each in tokens if each.type != "html_inline")
    return unescape("".join(parts)).strip()


def lines_of(inline: Token) -> list[list[Token]]:
    """Return the tokens of a block line by line; each line but the first begins with its break."""
    lines: list[list[Token]] = [[]]
    for token in inline.children or ():
        if token.type in BREAKS:
            lines.append([])
        lines[-1].append(token)
    return lines


def named_lines(inline: Token, namer: Namer, level: int) -> Iterator[tuple[list[Token], Mark | None]]:
    """Yield (tokens, anchor) of each line of a block. level: that of a heading, which is one line; 0 for others."""
    lines = [list(inline.children or ())] if level else lines_of(inline)
    words = [words_of(line) for line in lines]
    for line, (said, following) in zip(lines, pairwise([*words, ""]), strict=True):
        yield line, namer(Line(said, level, following))


def level_of(before: Token) -> int:
    """Return the level of the heading that a token opens, 0 when it opens none."""
    return int(before.tag[1]) if before.type == "heading_open" else 0


def mark(tokens: Sequence[Token], namer: Namer, secret: str) -> tuple[list[str], list[Entry]]:
    """Give headings and lines their anchors, and return these, and what stands in the outline.

    secret: put before each anchor, so that whoever cleans the HTML knows those that are ours.
    """
    found: list[tuple[Mark, str]] = []
    for before, token in pairwise(tokens):
        level = level_of(before)
        if token.type != "inline" or not (level or before.type == "paragraph_open"):
            continue
        children: list[Token] = []
        for line, named in list(named_lines(token, namer, level)):
            if named:
                found.append((named, titled(line, named)[0]))
            if named and level:
                before.attrSet("id", secret + named.anchor)
            children += line if level else linked(line, named, secret)
        token.children = parted(children)
    return [named.anchor for named, _ in found], outlined(found)


def levelled(before: Token, inline: Token, namer: Namer) -> Iterator[tuple[int, str, str]]:
    """Yield (level, words, anchor) of a block: of a heading or a line of the outline its level, else 0."""
    level = level_of(before)
    if not level and before.type != "paragraph_open":
        yield 0, words_of(inline.children or ()), ""
        return
    held: list[str] = []
    for line, named in named_lines(inline, namer, level):
        if named and held:
            yield 0, " ".join(held), ""
            held = []
        if level or (named and named.level):
            yield (named.level if named else level), *titled(line, named)
        else:
            held += filter(None, [words_of(line)])
    if held:
        yield 0, " ".join(held), ""


def titled(line: list[Token], named: Mark | None) -> tuple[str, str]:
    words = words_of(line)
    return (named.title or words, named.anchor) if named else (words, "")


def linked(line: list[Token], named: Mark | None, secret: str) -> list[Token]:
    """Return a line that begins with a link to itself; without an anchor as it is."""
    place = next((place for place, token in enumerate(line) if token.type == "text" and token.content.strip()), None)
    if named is None or place is None:
        return line
    text = line[place].content.lstrip()
    anchor = escape(named.anchor)
    html = f'<a class="anchor" id="{escape(secret)}{anchor}" href="#{anchor}">{escape(text[: named.length])}</a>'
    link = Token("html_inline", "", 0, content=html, meta={"is_whole": named.length >= len(text)})
    return [*line[:place], link, Token("text", "", 0, content=text[named.length :]), *line[place + 1 :]]


def parted(tokens: list[Token]) -> list[Token]:
    """Return the lines of a block, those with an anchor on lines of their own, also where its whole line is one."""
    parts = [0, *(place for place, token in enumerate(tokens) if token.type in BREAKS), len(tokens)]
    after_whole = False
    for begin, end in pairwise(parts):
        links = [token.meta["is_whole"] for token in tokens[begin:end] if "is_whole" in token.meta]
        if tokens[begin:end] and tokens[begin].type == "softbreak" and (links or after_whole):
            tokens[begin] = Token("hardbreak", "br", 0)
        after_whole = any(links)
    return tokens


def outlined(found: Iterable[tuple[Mark, str]]) -> list[Entry]:
    """Return what stands in the outline: each one below the nearest above it that is meant to be higher."""
    above: list[int] = []
    entries = []
    for named, words in found:
        if not named.level:
            continue
        while above and above[-1] >= named.level:
            above.pop()
        above.append(named.level)
        entries.append(Entry(len(above), named.anchor, words))
    return entries
