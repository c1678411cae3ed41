"""Words of a text: folded, stemmed, and what is written together as a term of its own."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

LONGEST = 64
SHORTEST_STEMMED = 4
VOWELS = "aiueo"
WORDS_REMEMBERED = 200_000
# A word, or several that are joined without a space: `undang-undang`, `HK.03.1`, `24/2022`.
TOKEN = re.compile(r"[^\W_]+(?:[-./'’–][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+")
# How regulations are named: number and year stand together wherever either is asked for.
NUMBER_OF_YEAR = re.compile(r"\b(?:nomor|no)\.?\s*(\d{1,5}[a-z]?)\s*(?:tahun|thn|th)\.?\s*(\d{4})\b", re.IGNORECASE)
_stemmer = Stemmer.Stemmer("indonesian")


class Token(NamedTuple):
    """What is written together. begin, end: where, in the text; words: its parts, folded."""

    text: str
    begin: int
    end: int
    words: tuple[str, ...]


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def tokens(text: str) -> Iterator[Token]:
    """Yield what is written together in a text, in order."""
    for found in TOKEN.finditer(text):
        written = found.group()
        yield Token(written, found.start(), found.end(), parts_of(written))


@lru_cache(WORDS_REMEMBERED)
def parts_of(written: str) -> tuple[str, ...]:
    return tuple(part[:LONGEST] for part in PART.findall(fold(written)))


class Read(NamedTuple):
    """What the index makes of a token. words: its parts, folded; stems: theirs; others: the terms besides."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    others: tuple[str, ...]


@lru_cache(WORDS_REMEMBERED)
def read(written: str) -> Read:
    """Return what the index makes of a token."""
    words = parts_of(written)
    return Read(words, tuple(map(stem, words)), compounds(written))


@lru_cache(WORDS_REMEMBERED)
def stem(word: str) -> str:
    """Return the stem of a folded word: a number, or a word of three letters, as it is."""
    if len(word) < SHORTEST_STEMMED or not word.isalpha():
        return word
    found = str(_stemmer.stemWord(word))[:LONGEST]
    # The stemmer leaves the ending of "mengawasi", and so would not find "pengawasan".
    is_ending = len(found) > SHORTEST_STEMMED and found[-1] == "i" and found[-2] not in VOWELS
    return found[:-1] if is_ending else found


@lru_cache(WORDS_REMEMBERED)
def compounds(written: str) -> tuple[str, ...]:
    """Return the terms that a token has besides its parts: the whole, and the letters and digits of a code."""
    parts = parts_of(written)
    whole = fold(written).replace("–", "-").replace("’", "'")
    found = [whole[:LONGEST]] if len(parts) > 1 else []
    for part in parts:
        runs = LETTERS_OR_DIGITS.findall(part)
        if len(runs) > 1:
            found += [run for run in runs if len(run) > 1]
    return tuple(found)


def names_of(code: str) -> set[str]:
    """Return the terms by which a code is found: its parts, and the whole."""
    return {name for token in tokens(code) for name in (*token.words, fold(token.text)[:LONGEST])}


def numbers_of_years(text: str) -> list[str]:
    """Return the regulations that a text names by number and year, as `24/2022`."""
    return [f"{number.lower()}/{year}" for number, year in NUMBER_OF_YEAR.findall(text)]
