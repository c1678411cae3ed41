"""What of a text answers, with what was asked for marked."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeAlias

from alur.search.rules.passages import sentence_places
from alur.search.rules.words import read, tokens

MOST_LETTERS = 260
Part: TypeAlias = tuple[str, bool]


class Span(NamedTuple):
    """A piece of a text. found: the terms in it."""

    begin: int
    end: int
    found: frozenset[str]


def marked(text: str, terms: AbstractSet[str]) -> list[Part]:
    """Return a text in parts, each with whether it is what was asked for."""
    parts: list[Part] = []
    done = 0
    for token in tokens(text):
        if terms_in(token.text) & terms:
            parts += [(text[done : token.begin], False), (token.text, True)]
            done = token.end
    return [part for part in [*parts, (text[done:], False)] if part[0]]


def excerpt(text: str, terms: AbstractSet[str]) -> list[Part]:
    """Return the sentences of a passage that hold most of what was asked for, marked; … stands for what is left out."""
    spans = sentences(text, terms)
    if not spans:
        return []
    best = max(range(len(spans)), key=lambda place: (worth(spans, place), -place))
    begin, end = spans[best].begin, spans[best].end
    for span in spans[best + 1 :]:
        if span.end - begin > MOST_LETTERS:
            break
        end = span.end
    if end - begin > MOST_LETTERS:
        begin, end = around(text, begin, end, terms)
    shown = f"{'… ' if begin else ''}{text[begin:end].strip()}{' …' if end < len(text.rstrip()) else ''}"
    return marked(shown, terms)


def sentences(text: str, terms: AbstractSet[str]) -> list[Span]:
    return [Span(begin, end, all_terms(text[begin:end]) & terms) for begin, end in sentence_places(text)]


def worth(spans: list[Span], place: int) -> int:
    """Return how many terms are found from a sentence on, as far as is shown."""
    begin = spans[place].begin
    near = [span.found for span in spans[place:] if span.end - begin <= MOST_LETTERS]
    return len(spans[place].found.union(*near)) * 2 + bool(spans[place].found)


def around(text: str, begin: int, end: int, terms: AbstractSet[str]) -> tuple[int, int]:
    """Return where a sentence that is too long is cut: from shortly before the first word that was asked for."""
    places = [token.begin for token in tokens(text[begin:end]) if terms_in(token.text) & terms]
    first = begin + max(0, (places[0] if places else 0) - MOST_LETTERS // 4)
    first = first if first == begin else text.find(" ", first) + 1
    last = min(end, first + MOST_LETTERS)
    return first, last if last == end else max(text.rfind(" ", first, last), first + 1)


def all_terms(text: str) -> frozenset[str]:
    return frozenset(term for token in tokens(text) for term in terms_in(token.text))


def terms_in(written: str) -> set[str]:
    found = read(written)
    return {*found.stems, *found.others}
