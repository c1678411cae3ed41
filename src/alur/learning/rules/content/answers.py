"""The answers of a question, gathered from its lines and checked."""

import re
from dataclasses import dataclass, field

from alur.learning.rules.content.faults import Fault, What
from alur.learning.rules.content.lines import trimmed
from alur.learning.rules.content.shapes import Answer, Checklist, Kept, Kind, Question, Reflection

MOST_ANSWERS = 20
LEAST_CHOICES = 2
FEEDBACK = re.compile(r"(?:^|(?<!\\)\s)\|(?:\s|$)")
ARROW = re.compile(r"(?:^|[ \t])=>(?:[ \t]|$)")
STEP, PAIR, NOTE = "1", ">", "."
KINDS = {"(": Kind.ONE, "[": Kind.SEVERAL, "=": Kind.SHORT, STEP: Kind.ORDER, PAIR: Kind.MATCH}


@dataclass(slots=True)
class Given:
    """An answer as it is written. number: of a step, as written."""

    line: int
    mark: str
    text: str
    number: int = 0


@dataclass(slots=True)
class Gathered:
    """A question or a checklist while it is read. has_choices: an answer of it is marked with ( ), [ ] or =."""

    line: int
    prompt: str
    has_choices: bool = True
    is_checklist: bool = False
    detail: list[str] = field(default_factory=list)
    answers: list[Given] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    is_after_blank: bool = False
    is_why_closed: bool = False

    def add_answer(self, given: Given) -> None:
        given.text = given.text.strip()
        self.answers.append(given)
        self.is_after_blank = False

    def add_blank(self) -> None:
        self.is_after_blank = True
        self.is_why_closed = bool(self.why)

    def continue_answer(self, text: str) -> None:
        self.answers[-1].text = f"{self.answers[-1].text} {text}".strip()
        self.is_after_blank = False


def block_of(gathered: Gathered, faults: list[Fault]) -> Question | Kept:
    """Return what was gathered. faults: what is wrong with it is added to them."""
    if gathered.is_checklist:
        return checklist_of(gathered, faults)
    if gathered.answers and gathered.answers[0].mark == NOTE:
        return reflection_of(gathered, faults)
    return question_of(gathered, faults)


def question_of(gathered: Gathered, faults: list[Fault]) -> Question:
    kind = KINDS.get(gathered.answers[0].mark[0], Kind.ONE) if gathered.answers else Kind.ONE
    answers = tuple(answer_of(given, kind) for given in gathered.answers)
    faults.extend(faults_of(gathered, kind, answers))
    if kind is Kind.ORDER:
        places = sorted(range(len(answers)), key=lambda place: gathered.answers[place].number)
        answers = tuple(answers[place] for place in places)
    return Question(gathered.prompt, kind, answers, detail=trimmed(gathered.detail), why=why_of(gathered))


def checklist_of(gathered: Gathered, faults: list[Fault]) -> Checklist:
    if not gathered.prompt:
        faults.append(Fault(gathered.line, What.NO_LIST_NAME))
    if not gathered.answers:
        faults.append(Fault(gathered.line, What.NO_ITEMS))
    if len(gathered.answers) > MOST_ANSWERS:
        faults.append(Fault(gathered.line, What.MANY_ANSWERS))
    faults.extend(faults_of_texts([(given.line, given.text) for given in gathered.answers]))
    return Checklist(gathered.prompt, tuple(given.text for given in gathered.answers), detail=trimmed(gathered.detail))


def reflection_of(gathered: Gathered, faults: list[Fault]) -> Reflection:
    if not gathered.prompt:
        faults.append(Fault(gathered.line, What.NO_PROMPT))
    faults.extend(Fault(given.line, What.MANY_NOTES) for given in gathered.answers[1:])
    hint = gathered.answers[0].text
    return Reflection(gathered.prompt, hint, detail=trimmed(gathered.detail), why=why_of(gathered))


def why_of(gathered: Gathered) -> str:
    return "\n".join(gathered.why).strip()


def answer_of(given: Given, kind: Kind) -> Answer:
    text, _, feedback = partition(given.text)
    if kind is Kind.SHORT:
        return Answer(text.replace("\\|", "|"), feedback=feedback)
    if kind is Kind.MATCH:
        text, pair = sides(text)
        return Answer(text, feedback=feedback, pair=pair)
    if kind is Kind.ORDER:
        return Answer(text, feedback=feedback)
    return Answer(text, is_right="x" in given.mark.lower(), feedback=feedback)


def partition(text: str) -> tuple[str, str, str]:
    """Return (answer, `|`, feedback). With a backslash before it, `|` is part of the answer."""
    found = FEEDBACK.search(text)
    if found is None:
        return text, "", ""
    return text[: found.start()].strip(), "|", text[found.end() :].strip()


def sides(text: str) -> tuple[str, str]:
    """Return both sides of a pair; the first `=>` parts them."""
    found = ARROW.search(text)
    return (text[: found.start()].strip(), text[found.end() :].strip()) if found else (text, "")


def faults_of(gathered: Gathered, kind: Kind, answers: tuple[Answer, ...]) -> list[Fault]:
    """Return what is wrong with a question."""
    found = [Fault(gathered.line, what) for what in wrong_as_a_whole(gathered, kind, answers)]
    alike = []
    for given, answer in zip(gathered.answers, answers, strict=True):
        if KINDS.get(given.mark[0]) is not kind:
            found.append(Fault(given.line, What.MIXED_ANSWERS))
        elif kind is Kind.MATCH and bool(answer.text) != bool(answer.pair):
            found.append(Fault(given.line, What.HALF_PAIR))
        else:
            alike.append((given.line, answer.text))
    return found + faults_of_texts(alike)


def faults_of_texts(texts: list[tuple[int, str]]) -> list[Fault]:
    """Return which texts, with their lines, are empty or stand there twice."""
    found: list[Fault] = []
    seen: dict[str, int] = {}
    for line, text in texts:
        if not text:
            found.append(Fault(line, What.EMPTY_ANSWER))
        elif text in seen:
            found.append(Fault(line, What.SAME_ANSWER, {"text": text, "line": seen[text]}))
        seen.setdefault(text, line)
    return found


def wrong_as_a_whole(gathered: Gathered, kind: Kind, answers: tuple[Answer, ...]) -> list[What]:
    right = sum(answer.is_right for answer in answers)
    has_choice = len(answers) >= LEAST_CHOICES
    numbers = sorted(given.number for given in gathered.answers)
    wrong = {
        What.NO_PROMPT: not gathered.prompt,
        What.NO_ANSWERS: not answers,
        What.MANY_ANSWERS: len(answers) > MOST_ANSWERS,
        What.ONE_ANSWER: kind is not Kind.SHORT and 0 < len(answers) < LEAST_CHOICES,
        What.ONE_RIGHT: kind is Kind.ONE and has_choice and right != 1,
        What.NONE_RIGHT: kind is Kind.SEVERAL and has_choice and right == 0,
        What.STEP_NUMBERS: kind is Kind.ORDER and numbers != list(range(1, len(answers) + 1)),
        What.ONE_MEANING: kind is Kind.MATCH and has_choice and len({answer.pair for answer in answers}) == 1,
    }
    return [what for what, is_so in wrong.items() if is_so]
