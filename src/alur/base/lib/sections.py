"""A Markdown text part by part, as whoever looks for something in it needs it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from alur.base.lib import outlining
from alur.base.lib.markdown import parser, plain_text
from alur.base.lib.outlining import Headings, Namer
from alur.base.lib.tasklists import take_boxes


class Part(NamedTuple):
    """What stands under one heading. headings: those above it; text: a line a block; anchor: that leads to it."""

    headings: tuple[str, ...]
    text: str
    anchor: str


def sections_of(text: str, namer: Namer | None = None) -> Iterator[Part]:
    """Yield the parts of a text that stand under one heading, or line of the outline. namer: as for HTML."""
    headings: list[tuple[int, str]] = []
    lines: list[str] = []
    anchor = ""
    for level, words, leads_to in lines_with_levels(text, namer or Headings()):
        if level == 0:
            lines.append(words)
            continue
        if lines:
            yield Part(tuple(name for _, name in headings), "\n".join(lines), anchor)
            lines = []
        headings = [*[each for each in headings if each[0] < level], (level, words)]
        anchor = leads_to
    if lines or headings:
        yield Part(tuple(name for _, name in headings), "\n".join(lines), anchor)


def lines_with_levels(text: str, namer: Namer) -> Iterator[tuple[int, str, str]]:
    """Yield (level, words, anchor) of each heading and block of a text; level 0 where it is no heading."""
    tokens = parser().parse(text)
    take_boxes(tokens)
    for before, token in pairwise([Token("", "", 0), *tokens]):
        if token.type == "inline":
            yield from outlining.levelled(before, token, namer)
        elif token.type in ("fence", "code_block", "html_block"):
            yield 0, plain_text(token.content) if token.type == "html_block" else token.content, ""
