"""Looking for words in titles, whatever their case and accents. Pure."""

import unicodedata
from collections.abc import Sequence

MOST_WORDS = 12
AT_THE_START, AS_A_PHRASE, AT_STARTS_OF_WORDS, WITHIN_WORDS = range(4)


def folded(text: str) -> str:
    """Return a text without case and accents: `Évaluasi` as `evaluasi`."""
    return "".join(map(folded_letter, text))


def folded_letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of what is looked for, folded, each once; the first twelve."""
    return tuple(dict.fromkeys(folded(text).split()))[:MOST_WORDS]


def nearness(title: str, words: Sequence[str]) -> int | None:
    """Return how near a folded title is to folded words, 0 for nearest; None when one of them is not in it."""
    if not all(word in title for word in words):
        return None
    phrase = " ".join(words)
    if title.startswith(phrase):
        return AT_THE_START
    if f" {phrase}" in title:
        return AS_A_PHRASE
    return AT_STARTS_OF_WORDS if all(f" {word}" in f" {title}" for word in words) else WITHIN_WORDS


def marked(title: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Return a title in parts, each with whether it is what was looked for."""
    plain, places = "", []
    for place, letter in enumerate(title):
        made = folded_letter(letter)
        plain += made
        places += [place] * len(made)
    hit = [False] * len(title)
    for word in words:
        at = plain.find(word)
        while at >= 0:
            for place in places[at : at + len(word)]:
                hit[place] = True
            at = plain.find(word, at + len(word))
    parts: list[tuple[str, bool]] = []
    for letter, is_hit in zip(title, hit, strict=True):
        if parts and parts[-1][1] == is_hit:
            parts[-1] = (parts[-1][0] + letter, is_hit)
        else:
            parts.append((letter, is_hit))
    return parts
