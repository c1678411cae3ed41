"""What a module's content is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

All: TypeAlias = Literal["all"]
ALL: All = "all"


class Kind(StrEnum):
    """How a question is answered: by one choice, by several, by a short text, by putting in order, by matching."""

    ONE = "one"
    SEVERAL = "several"
    SHORT = "short"
    ORDER = "order"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice, a text that is accepted, a step in its right place, or one side of a pair.

    text, feedback, pair: Markdown of one line, the text of a short answer plain; pair: what belongs to the text.
    """

    text: str
    is_right: bool = True
    feedback: str = ""
    pair: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question. detail: what stands between it and its answers; why: what is shown once it is answered."""

    prompt: str
    kind: Kind
    answers: tuple[Answer, ...]
    detail: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to tick off, for herself. items: Markdown of one line each."""

    prompt: str
    items: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reflection:
    """Something to think about and write down, for herself; never judged. hint: stands beside the empty field."""

    prompt: str
    hint: str = ""
    detail: str = ""
    why: str = ""


Kept: TypeAlias = Checklist | Reflection
Block: TypeAlias = Passage | Question | Kept


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from a screen. text: Markdown of one line; target: id of the screen that it leads to."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea. title: Markdown of one line, "" when it has none; id: by which choices name it, "" for none.

    choices: the ways on from here; without any, the next screen follows.
    """

    title: str
    blocks: tuple[Block, ...]
    id: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def questions(self) -> list[Question]:
        """The questions of the screen, in order."""
        return [block for block in self.blocks if isinstance(block, Question)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What completes a module.

    screens: how many must be read, None when that is not asked; percent: of the questions to be answered right; exam:
    code of the one to be passed, "" for none.
    """

    screens: int | All | None = ALL
    percent: int | None = None
    exam: str = ""
