"""Texts cut into passages that can each be an answer."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from alur.search.rules.words import PART, fold

LEAST_WORDS, MOST_WORDS = 80, 150
WHOLE = 200  # words that stay together, when it is all that there is
LONGEST_SENTENCE = 200
SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-Þ])|\n+")
LONGEST_HEADING = 300


class Section(NamedTuple):
    """A part of a document under one heading. place: what leads to it from the document's page."""

    heading: str
    text: str
    place: str = ""


class Cut(NamedTuple):
    """A passage as it was cut. ordinal: its place in the document."""

    ordinal: int
    heading: str
    place: str
    text: str


def cut(sections: Sequence[Section]) -> list[Cut]:
    """Return the passages of a document, of 80 to 150 words on ends of sentences; one at least, for the title."""
    found = [
        (section.heading[:LONGEST_HEADING], section.place, text)
        for section in sections
        for text in pieces(section.text)
    ]
    return [Cut(ordinal, *each) for ordinal, each in enumerate(found or [("", "", "")])]


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces; a short rest stays with what is before it."""
    sentences = [(each, length(each)) for each in sentences_of(text)]
    left = sum(count for _, count in sentences)
    if left <= WHOLE:
        yield from filter(None, [" ".join(sentence for sentence, _ in sentences)])
        return
    piece: list[str] = []
    words = 0
    for sentence, count in sentences:
        is_full = words >= LEAST_WORDS or words + count > MOST_WORDS
        if piece and is_full and left >= LEAST_WORDS // 2:
            yield " ".join(piece)
            piece, words = [], 0
        piece.append(sentence)
        words += count
        left -= count
    if piece:
        yield " ".join(piece)


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text; what goes on without an end is cut by its words."""
    for begin_at, end_at in sentence_places(text):
        words = text[begin_at:end_at].split()
        for begin in range(0, len(words), LONGEST_SENTENCE):
            yield " ".join(words[begin : begin + LONGEST_SENTENCE])


def sentence_places(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins, and where the next one does."""
    borders = [0, *(found.end() for found in SENTENCE_ENDS.finditer(text)), len(text)]
    return [(begin, end) for begin, end in pairwise(borders) if text[begin:end].strip()]


def length(text: str) -> int:
    return len(PART.findall(text))


def full_text(title: str, passage: Cut) -> str:
    """Return what a passage is found by: title and heading, unless it begins with them, and its text."""
    return " \n".join([*leading((title, passage.heading), passage.text), passage.text])


def digest_of(text: str) -> str:
    """Return what differs when a full text does."""
    return hashlib.sha256(text.encode()).hexdigest()


def leading(names: Iterable[str], text: str) -> list[str]:
    begins = fold(text)
    return [name for name in dict.fromkeys(names) if name and not begins.startswith(fold(name).rstrip(" .…"))]
