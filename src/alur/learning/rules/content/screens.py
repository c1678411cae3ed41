"""Screens and their questions, read line by line."""

import re
from collections.abc import Iterator, Mapping, Sequence

from alur.learning.rules.content.answers import NOTE, PAIR, STEP, Gathered, Given, block_of
from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.lines import Line, trimmed
from alur.learning.rules.content.shapes import Block, Choice, Passage, Screen

BREAK = re.compile(r"---[ \t]*$")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<rest>.*)$")
ANSWER = re.compile(r" {0,3}[-*+][ \t]+(?P<mark>\([xX ]?\)|\[[xX ]?\]|=)(?:[ \t]+(?P<text>.*))?$")
STEP_LINE = re.compile(r" {0,3}[-*+][ \t]+(?P<number>\d{1,3})\.(?:[ \t]+(?P<text>.*))?$")
NOTE_LINE = re.compile(r" {0,3}[-*+][ \t]+(?:\.\.\.|…)(?:[ \t]+(?P<text>.*))?$")
PAIR_LINE = re.compile(r" {0,3}[-*+][ \t]+(?P<text>(?:.*[ \t])?=>(?:[ \t].*)?)$")
TICKS = re.compile(r"\[[ ]?\](?:[ \t]+|$)")
BULLET = re.compile(r" {0,3}[-*+][ \t]")
NAME = re.compile(r"(?P<title>.*?)[ \t]*\{#(?P<id>[A-Za-z0-9][\w-]{0,39})\}$", re.ASCII)
CHOICE = re.compile(r" {0,3}[-*+][ \t]+\[(?P<text>(?:[^\[\]\\]|\\.)+)\]\(#(?P<id>[\w-]{1,40})\)[ \t]*$", re.ASCII)
QUOTE = re.compile(r" {0,3}>[ \t]?(?P<text>.*)$")


class Fences:
    """Tells which lines stand inside a block of code, where nothing means anything."""

    def __init__(self) -> None:
        self._open = ""

    @property
    def still_open(self) -> str:
        """What ends the block that the lines so far leave open, "" when they leave none."""
        return self._open

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


def named(title: str) -> tuple[str, str]:
    """Return a screen's title without its id, and the id: `Di gudang {#gudang}`."""
    found = NAME.fullmatch(title)
    return (found["title"], found["id"]) if found else (title, "")


def choices_in(lines: Sequence[Line]) -> Iterator[tuple[int, Choice]]:
    """Yield the ways on that a screen offers, each with its line: `- [Ke gudang](#gudang)`."""
    fences = Fences()
    for number, line in lines:
        if not fences.cover(line) and (found := CHOICE.match(line)):
            yield number, Choice(found["text"].strip(), found["id"])


def read(lines: Sequence[Line], faults: list[Fault], *, is_branching: bool) -> Screen:
    """Return a screen. faults: what is wrong with it is added to them; is_branching: whether it may offer choices."""
    reading = Reading(faults, with_choices(lines), dict(choices_in(lines)) if is_branching else {})
    for number, line in lines:
        reading.take(number, line)
    return reading.screen()


def with_choices(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of the questions that have an answer marked with ( ), [ ] or =.

    Only the others may be answered by steps, pairs or a note, whose marks are plain lists elsewhere.
    """
    fences = Fences()
    found: set[int] = set()
    question = 0
    for number, line in lines:
        if fences.cover(line):
            continue
        heading = HEADING.match(line)
        if heading:
            question = number if heading["text"].startswith("?") else 0
        elif question and ANSWER.match(line):
            found.add(question)
    return frozenset(found)


def answer_in(number: int, line: str, *, has_choices: bool) -> Given | None:
    """Return the answer that a line gives, None when it is none."""
    marked = ANSWER.match(line)
    if marked or has_choices:
        return Given(number, marked["mark"], marked["text"] or "") if marked else None
    if step := STEP_LINE.match(line):
        return Given(number, STEP, step["text"] or "", int(step["number"]))
    if note := NOTE_LINE.match(line):
        return Given(number, NOTE, note["text"] or "")
    pair = PAIR_LINE.match(line)
    return Given(number, PAIR, pair["text"]) if pair else None


class Reading:
    """Reads one screen. A question takes lines until something begins that cannot be its own."""

    def __init__(self, faults: list[Fault], with_choices: frozenset[int], choices: Mapping[int, Choice]) -> None:
        self._faults = faults
        self._with_choices = with_choices
        self._choices = choices
        self._id = ""
        self._fences = Fences()
        self._title: str | None = None
        self._text: list[str] = []
        self._blocks: list[Block] = []
        self._question: Gathered | None = None

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        is_code = self._fences.cover(line)
        heading = None if is_code else HEADING.match(line)
        if number in self._choices:
            self._end_question()
        elif heading and heading["text"].startswith("?"):
            self._end()
            self._question = Gathered(number, heading["text"][1:].strip(), number in self._with_choices)
        elif heading and (ticks := TICKS.match(heading["text"])):
            self._end()
            self._question = Gathered(number, heading["text"][ticks.end() :].strip(), is_checklist=True)
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
        return Screen(self._title or "", tuple(self._blocks), self._id, tuple(self._choices.values()))

    def _head_or_text(self, text: str, line: str) -> None:
        if self._title is None and text:
            self._title, self._id = named(text)
        else:
            self._text.append(line)

    def _belongs(self, question: Gathered, number: int, line: str, *, is_code: bool) -> bool:
        """Give the line to the question, if it is one of its own."""
        answer = None if is_code else answer_in(number, line, has_choices=question.has_choices)
        if answer and not question.why:
            question.add_answer(answer)
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
        if quote and not question.is_why_closed and not question.is_checklist:
            question.why.append(quote["text"].rstrip())
        elif question.why or quote:
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
        self._blocks.append(block_of(self._question, self._faults))
        self._question = None
