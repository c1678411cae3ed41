"""Whether what somebody answered is right."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from alur.learning.rules.content.shapes import Kind, Question

LONGEST_TEXT = 500
SEPARATOR = "[,]"  # xAPI's own between several choices (Data, appendix C)
JOINT = "[.]"  # and within a pair
AROUND = " \t.,;:!?\"'“”‘’()…"
NUMBER = re.compile(r"\d+,\d+")


def is_right(question: Question, response: str) -> bool:
    """Tell whether a response, as `chosen` or `typed` write it, answers the question right."""
    if question.kind is Kind.SHORT:
        return simple(response) in {simple(answer.text) for answer in question.answers}
    if question.kind is Kind.ORDER:
        return ordered(question, response) == tuple(range(1, len(question.answers) + 1))
    if question.kind is Kind.MATCH:
        found = paired(question, response)
        return all(is_pair(question, number, found.get(number)) for number in range(1, len(question.answers) + 1))
    right = {str(number) for number, answer in enumerate(question.answers, start=1) if answer.is_right}
    return set(response.split(SEPARATOR)) == right


def simple(text: str) -> str:
    """Return a text without what does not make an answer wrong: case, white space, signs around it, decimal commas."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(AROUND)
    return NUMBER.sub(lambda found: found[0].replace(",", "."), plain)


def chosen(question: Question, values: Sequence[str]) -> str:
    """Return the numbers of chosen answers as a response, "" when none of them is one of the question's."""
    numbers = {int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < LONGEST_TEXT}
    known = sorted(number for number in numbers if 1 <= number <= len(question.answers))
    return SEPARATOR.join(map(str, known[:1] if question.kind is Kind.ONE else known))


def typed(text: str) -> str:
    """Return a typed text as a response: in one line, not too long."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.split())[:LONGEST_TEXT]


def given(question: Question, values: Sequence[str]) -> str:
    """Return what a form gave for a question as a response, "" when nothing."""
    if question.kind is Kind.SHORT:
        return typed(values[0]) if values else ""
    if question.kind is Kind.ORDER:
        return placed(question, values)
    if question.kind is Kind.MATCH:
        return matched(question, values)
    return chosen(question, values)


def shuffled(question: Question) -> tuple[int, ...]:
    """Return the numbers in which steps, or what is to be matched, are shown: always the same, never the right one.

    What several pairs have in common is offered once.
    """
    texts = [answer.pair or answer.text for answer in question.answers]
    first = sorted({texts.index(text) + 1 for text in texts})
    shown = sorted(first, key=lambda number: hashlib.sha256(f"{question.prompt}/{texts[number - 1]}".encode()).digest())
    return tuple(shown if shown != first else [*shown[1:], *shown[:1]])


def placed(question: Question, values: Sequence[str]) -> str:
    """Return steps that were given places as a response, "" unless each has one of its own.

    values: `2-1` gives the step that is shown second the first place.
    """
    offered = shuffled(question)
    numbers = list(range(1, len(offered) + 1))
    given = sorted((whole(place), whole(shown)) for shown, _sign, place in (value.partition("-") for value in values))
    if [place for place, _ in given] != numbers or sorted(shown for _, shown in given) != numbers:
        return ""
    return SEPARATOR.join(str(offered[shown - 1]) for _, shown in given)


def matched(question: Question, values: Sequence[str]) -> str:
    """Return pairs as a response, "" unless all are made. values: for each answer a place among those offered."""
    offered = shuffled(question)
    places = [whole(value) for value in values]
    if len(places) != len(question.answers) or not all(1 <= place <= len(offered) for place in places):
        return ""
    return SEPARATOR.join(f"{number}{JOINT}{offered[place - 1]}" for number, place in enumerate(places, start=1))


def whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < len("1000") else 0


def ordered(question: Question, response: str) -> tuple[int, ...]:
    """Return the numbers of the question's steps in the order of a response."""
    numbers = (whole(part) for part in response.split(SEPARATOR))
    return tuple(number for number in numbers if 1 <= number <= len(question.answers))


def paired(question: Question, response: str) -> Mapping[int, int]:
    """Return what a response matches: by the number of an answer that of the one whose pair was given to it."""
    parts = (part.partition(JOINT) for part in response.split(SEPARATOR))
    pairs = {whole(left): whole(right) for left, _joint, right in parts}
    known = range(1, len(question.answers) + 1)
    return {left: right for left, right in pairs.items() if left in known and right in known}


def is_pair(question: Question, number: int, other: int | None) -> bool:
    """Tell whether what belongs to one answer also belongs to another."""
    return other is not None and question.answers[number - 1].pair == question.answers[other - 1].pair


def picked(response: str) -> frozenset[int]:
    """Return the numbers of the answers in a response."""
    return frozenset(int(part) for part in response.split(SEPARATOR) if part.isdecimal())
