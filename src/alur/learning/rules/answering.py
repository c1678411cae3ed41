"""Whether what somebody answered is right."""

import re
import unicodedata
from collections.abc import Sequence

from alur.learning.rules.content.shapes import Kind, Question

LONGEST_TEXT = 500
SEPARATOR = "[,]"  # xAPI's own between several choices (Data, appendix C)
AROUND = " \t.,;:!?\"'“”‘’()…"
NUMBER = re.compile(r"\d+,\d+")


def is_right(question: Question, response: str) -> bool:
    """Tell whether a response, as `chosen` or `typed` write it, answers the question right."""
    if question.kind is Kind.SHORT:
        return simple(response) in {simple(answer.text) for answer in question.answers}
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
    return chosen(question, values)


def picked(response: str) -> frozenset[int]:
    """Return the numbers of the answers in a response."""
    return frozenset(int(part) for part in response.split(SEPARATOR) if part.isdecimal())
