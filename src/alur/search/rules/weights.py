"""How much a passage is about each of its terms: what BM25 gives, where words near the beginning count more.

A text says first what it is about; so does a title, which stands before its passages. On the public benchmark this is
worth more than first sentences, surface forms and groups of letters beside the stems.
"""

import math
from collections.abc import Iterable
from itertools import chain, repeat

from alur.search.rules.words import TOKEN, names_of, numbers_of_years, read

SATURATION, LENGTH_COUNTS = 1.2, 0.5  # k1 and b of BM25
# Passages are cut to much the same length, so that a constant serves, and nothing changes when others are added.
USUAL_LENGTH = 80
OPENING, OPENING_WORDS = 8.0, 3.0
STEEPER = 1.2
ONE = 1_000
FAR = 60  # from here a word counts once
PLACES = tuple(1 + OPENING * math.exp(-place / OPENING_WORDS) for place in range(FAR))


def weights(text: str, *, code: str = "") -> tuple[dict[str, int], set[str]]:
    """Return the weight of each term of a text, in thousandths (1 to 999), and its words as they are written.

    code: by which it is found as well, "" for none.
    """
    written: set[str] = set()
    counts: dict[str, float] = {}
    stems: list[str] = []
    for words, its_stems, others in map(read, TOKEN.findall(text)):
        written.update(words)
        stems += its_stems
        for term in others:
            counts[term] = counts.get(term, 0.0) + 1.0
    for term, place in zip(stems, chain(PLACES, repeat(1.0)), strict=False):
        counts[term] = counts.get(term, 0.0) + place
    for term in [*numbers_of_years(text), *names_of(code)]:
        counts[term] = counts.get(term, 0.0) + 1.0
    return saturated(counts.items(), len(stems)), written


def saturated(counts: Iterable[tuple[str, float]], length: int) -> dict[str, int]:
    """Return BM25's weights. length: of the text, in words."""
    level = SATURATION * (1 - LENGTH_COUNTS + LENGTH_COUNTS * length / USUAL_LENGTH)
    return {term: max(1, round(ONE * count / (count + level))) for term, count in counts}


def worth(passages: int, of_all: int) -> float:
    """Return what a term that so many of all passages hold is worth: BM25's inverse frequency, a little steeper."""
    frequency = math.log(1 + (of_all - passages + 0.5) / (passages + 0.5))
    return math.pow(frequency, STEEPER)
