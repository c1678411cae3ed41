"""How far two texts say the same, by their stems. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from alur.search.rules.words import read, tokens

IN_A_ROW = 3  # words in the same order are hardly there by chance
LEAST_ROWS = 8  # a text of fewer says too little to be told from another
SAME, ALIKE = 0.5, 0.15  # of the shorter text, what the other has too
SAME_TITLE, ALIKE_TITLE = 0.99, 0.6
MOST_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How far two items resemble each other, from 0 to 1. text: how much of the shorter one the other says, too."""

    title: float
    text: float

    @property
    def is_same(self) -> bool:
        """Whether they say nearly the same: much of the text, or the title and some of it."""
        return self.text >= SAME or (self.title >= SAME_TITLE and self.text >= ALIKE)

    @property
    def is_alike(self) -> bool:
        """Whether who writes one should know the other."""
        return self.is_same or self.text >= ALIKE or self.title >= ALIKE_TITLE


@dataclass(frozen=True, slots=True)
class Print:
    """What a text is told by. title: its stems; rows: stems as they follow each other in the text."""

    title: frozenset[str]
    rows: frozenset[tuple[str, ...]]


def print_of(title: str, body: str) -> Print:
    """Return what an item is told by."""
    found = list(islice(stems(body), MOST_WORDS))
    rows = (tuple(found[place : place + IN_A_ROW]) for place in range(len(found) - IN_A_ROW + 1))
    return Print(frozenset(stems(title)), frozenset(rows))


def stems(text: str) -> Iterator[str]:
    for token in tokens(text):
        yield from read(token.text).stems


def resemblance(one: Print, other: Print) -> Resemblance:
    """Return how far two items resemble each other, the same either way."""
    union = one.title | other.title
    title = len(one.title & other.title) / len(union) if union else 0.0
    shorter = min(len(one.rows), len(other.rows))
    text = len(one.rows & other.rows) / shorter if shorter >= LEAST_ROWS else 0.0
    return Resemblance(title, text)


def question_for(title: str, body: str, *, most_words: int = 60) -> str:
    """Return what to look for, to find what resembles an item."""
    return " ".join([title, *first_words(body, most_words)])


def first_words(text: str, most: int) -> Iterable[str]:
    return islice((token.text for token in tokens(text)), most)
