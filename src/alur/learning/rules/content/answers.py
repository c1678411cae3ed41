"""The answers of a question, gathered from its lines and checked."""

import re
from dataclasses import dataclass, field

from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.lines import trimmed
from alur.learning.rules.content.shapes import Answer, Kind, Question

MOST_ANSWERS = 20
LEAST_CHOICES = 2
FEEDBACK = re.compile(r"(?:^|(?<!\\)\s)\|(?:\s|$)")
KINDS = {"(": Kind.ONE, "[": Kind.SEVERAL, "=": Kind.SHORT}


@dataclass(slots=True)
class Given:
    """An answer as it is written."""

    line: int
    mark: str
    text: str


@dataclass(slots=True)
class Gathered:
    """A question while it is read."""

    line: int
    prompt: str
    detail: list[str] = field(default_factory=list)
    answers: list[Given] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    is_after_blank: bool = False
    is_why_closed: bool = False

    def add_answer(self, number: int, mark: str, text: str) -> None:
        self.answers.append(Given(number, mark, text.strip()))
        self.is_after_blank = False

    def add_blank(self) -> None:
        self.is_after_blank = True
        self.is_why_closed = bool(self.why)

    def continue_answer(self, text: str) -> None:
        self.answers[-1].text = f"{self.answers[-1].text} {text}".strip()
        self.is_after_blank = False


def question_of(gathered: Gathered, faults: list[Fault]) -> Question:
    """Return the question. faults: what is wrong with it is added to them."""
    kind = KINDS[gathered.answers[0].mark[0]] if gathered.answers else Kind.ONE
    answers = tuple(answer_of(given, kind) for given in gathered.answers)
    faults.extend(faults_of(gathered, kind, answers))
    why = "\n".join(gathered.why).strip()
    return Question(gathered.prompt, kind, answers, detail=trimmed(gathered.detail), why=why)


def answer_of(given: Given, kind: Kind) -> Answer:
    text, _, feedback = partition(given.text)
    if kind is Kind.SHORT:
        return Answer(text.replace("\\|", "|"), feedback=feedback)
    return Answer(text, is_right="x" in given.mark.lower(), feedback=feedback)


def partition(text: str) -> tuple[str, str, str]:
    """Return (answer, `|`, feedback). With a backslash before it, `|` is part of the answer."""
    found = FEEDBACK.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()].strip(), "|", text[found.end() :].strip()


def faults_of(gathered: Gathered, kind: Kind, answers: tuple[Answer, ...]) -> list[Fault]:
    """Return what is wrong with a question."""
    found = [Fault(gathered.line, what) for what in wrong_as_a_whole(gathered, kind, answers)]
    seen: dict[str, int] = {}
    for given, answer in zip(gathered.answers, answers, strict=True):
        if KINDS[given.mark[0]] is not kind:
            found.append(Fault(given.line, What.MIXED_ANSWERS))
        elif not answer.text:
            found.append(Fault(given.line, What.EMPTY_ANSWER))
        elif answer.text in seen:
            found.append(Fault(given.line, What.SAME_ANSWER, {"text": answer.text, "line": seen[answer.text]}))
        seen.setdefault(answer.text, given.line)
    return found


def wrong_as_a_whole(gathered: Gathered, kind: Kind, answers: tuple[Answer, ...]) -> list[What]:
    right = sum(answer.is_right for answer in answers)
    wrong = {
        What.NO_PROMPT: not gathered.prompt,
        What.NO_ANSWERS: not answers,
        What.MANY_ANSWERS: len(answers) > MOST_ANSWERS,
        What.ONE_ANSWER: kind is not Kind.SHORT and 0 < len(answers) < LEAST_CHOICES,
        What.ONE_RIGHT: kind is Kind.ONE and len(answers) >= LEAST_CHOICES and right != 1,
        What.NONE_RIGHT: kind is Kind.SEVERAL and len(answers) >= LEAST_CHOICES and right == 0,
    }
    return [what for what, is_so in wrong.items() if is_so]
