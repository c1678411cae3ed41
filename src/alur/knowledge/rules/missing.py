"""Which searches that found nothing looked for the same, and which must not be kept. Pure."""

import re
from collections.abc import Sequence

from alur.search.rules.asking import question
from alur.search.rules.expanding import meant_besides

SAME = 0.6  # of the shorter one's words, what the other asks for too
LONGEST = 200
# A NIP, a NIK, a number of a phone or an address of mail names somebody.
NAMES_SOMEBODY = re.compile(r"\d(?:[ .-]?\d){7,}|\S@\S")


def stems_of(text: str) -> list[str]:
    """Return what a text asks for, in order; nothing when it names a person or has no word."""
    if NAMES_SOMEBODY.search(text):
        return []
    return sorted(question(text[:LONGEST]).terms)


def groups(texts: Sequence[str]) -> list[list[int]]:
    """Return the places of texts that look for the same, each with those alike that come after it.

    Alike are those that share most words, an abbreviation and what it stands for counting as the same.
    """
    asked = [question(text) for text in texts]
    terms = [frozenset(each.terms) for each in asked]
    meant = [known | meant_besides(each.words).keys() for known, each in zip(terms, asked, strict=True)]
    found: list[list[int]] = []
    for place in range(len(texts)):
        near = (group for group in found if alike(group[0], place, terms, meant))
        if group := next(near, None):
            group.append(place)
        else:
            found.append([place])
    return found


def alike(one: int, other: int, terms: Sequence[frozenset[str]], meant: Sequence[frozenset[str]]) -> bool:
    return max(share(terms[one], meant[other]), share(terms[other], meant[one])) >= SAME


def share(asked: frozenset[str], meant: frozenset[str]) -> float:
    return len(asked & meant) / len(asked) if asked else 0.0
