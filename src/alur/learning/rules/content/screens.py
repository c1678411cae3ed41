"""Screens and their questions, read line by line."""

import re
from collections.abc import Sequence

from alur.learning.rules.content.answers import Gathered, question_of
from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.lines import Line, trimmed
from alur.learning.rules.content.shapes import Passage, Question, Screen

BREAK = re.compile(r"---[ \t]*$")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<rest>.*)$")
ANSWER = re.compile(r" {0,3}[-*+][ \t]+(?P<mark>\([xX ]?\)|\[[xX ]?\]|=)(?:[ \t]+(?P<text>.*))?$")
BULLET = re.compile(r" {0,3}[-*+][ \t]")
QUOTE = re.compile(r" {0,3}>[ \t]?(?P<text>.*)$")


class Fences:
    """Tells which lines stand inside a block of code, where nothing means anything."""

    def __init__(self) -> None:
        self._open = ""

    def cover(self, line: str) -> bool:
        """Take the next line and tell whether it belongs to such a block."""
        found = FENCE.match(line)
        if not self._open:
            # A backtick fence's own line cannot hold backticks: that is code within a line.
            if found and not ("`" in found["fence"] and "`" in found["rest"]):
                self._open = found["fence"]
            return bool(self._open)
        if found and found["fence"].startswith(self._open) and not found["rest"].strip():
            self._open = ""
        return True


def split(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each screen; those after a `---` begin with an empty one in its place."""
    fences = Fences()
    screens: list[list[Line]] = [[]]
    for number, line in lines:
        if not fences.cover(line) and BREAK.match(line):
            screens.append([(number, "")])
            fences = Fences()
        else:
            screens[-1].append((number, line))
    return screens


def read(lines: Sequence[Line], faults: list[Fault]) -> Screen:
    """Return a screen. faults: what is wrong with it is added to them."""
    reading = Reading(faults)
    for number, line in lines:
        reading.take(number, line)
    return reading.screen()


class Reading:
    """Reads one screen. A question takes lines until something begins that cannot be its own."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults
        self._fences = Fences()
        self._title: str | None = None
        self._text: list[str] = []
        self._blocks: list[Passage | Question] = []
        self._question: Gathered | None = None

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        is_code = self._fences.cover(line)
        heading = None if is_code else HEADING.match(line)
        if heading and heading["text"].startswith("?"):
            self._end()
            self._question = Gathered(number, heading["text"][1:].strip())
        elif heading:
            self._end_question()
            self._head_or_text(heading["text"], line)
        elif self._question is None:
            self._text.append(line)
        elif not self._belongs(self._question, number, line, is_code=is_code):
            self._end_question()
            self._text.append(line)

    def screen(self) -> Screen:
        """Return what was read."""
        self._end()
        return Screen(self._title or "", tuple(self._blocks))

    def _head_or_text(self, text: str, line: str) -> None:
        if self._title is None and text:
            self._title = text
        else:
            self._text.append(line)

    def _belongs(self, question: Gathered, number: int, line: str, *, is_code: bool) -> bool:
        """Give the line to the question, if it is one of its own."""
        answer = None if is_code else ANSWER.match(line)
        if answer and not question.why:
            question.add_answer(number, answer["mark"], answer["text"] or "")
        elif not question.answers:
            question.detail.append(line)
        elif not line.strip():
            question.add_blank()
        elif answer:
            self._faults.append(Fault(number, What.LATE_ANSWER))
        else:
            return not is_code and self._follows(question, number, line)
        return True

    def _follows(self, question: Gathered, number: int, line: str) -> bool:
        """Give a line below the answers to the question, if it goes on with them or says why."""
        quote = QUOTE.match(line)
        if quote and not question.is_why_closed:
            question.why.append(quote["text"].rstrip())
        elif question.why:
            return False
        elif BULLET.match(line):
            self._faults.append(Fault(number, What.UNMARKED_ANSWER))
        elif question.is_after_blank and not line[0].isspace():
            return False
        else:
            question.continue_answer(line.strip())
        return True

    def _end(self) -> None:
        self._end_question()
        self._end_text()

    def _end_text(self) -> None:
        text = trimmed(self._text)
        self._text = []
        if text:
            self._blocks.append(Passage(text))

    def _end_question(self) -> None:
        if self._question is None:
            return
        self._blocks.append(question_of(self._question, self._faults))
        self._question = None
