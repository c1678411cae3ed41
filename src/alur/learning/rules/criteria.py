"""What completes a module, and how far somebody is (CONTRACTS, `complete`). Never by time or scrolling alone."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum

from alur.learning.rules.content.shapes import ALL, Asked

PERCENT = 100
# Where a module asks for no share, somebody who reads nothing must show that she knows it still.
USUAL_PERCENT = 80


class Criterion(StrEnum):
    """What can be asked."""

    SCREENS = "screens"
    QUESTIONS = "questions"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in a module's content."""

    screens: int
    questions: int


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody has done of it: numbers of screens read and of questions once answered right."""

    screens: AbstractSet[int] = field(default_factory=frozenset)
    right: AbstractSet[int] = field(default_factory=frozenset)
    has_passed_exam: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """One criterion. need, have: how many, of an exam 1 and whether it is passed."""

    criterion: Criterion
    need: int
    have: int

    @property
    def is_met(self) -> bool:
        """Whether that is enough."""
        return self.have >= self.need


def ticks(asked: Asked, size: Size, done: Done) -> list[Tick]:
    """Return each criterion that is asked, with how far it is met."""
    found = []
    if asked.screens is not None:
        need = size.screens if asked.screens == ALL else min(asked.screens, size.screens)
        found.append(Tick(Criterion.SCREENS, need, len(done.screens)))
    if asked.percent is not None:
        found.append(Tick(Criterion.QUESTIONS, share(asked.percent, size.questions), len(done.right)))
    if asked.exam:
        found.append(Tick(Criterion.EXAM, 1, int(done.has_passed_exam)))
    return found


def share_at_once(asked: Asked) -> int:
    """Return how many percent of the questions must be right at once by whoever repeats a module without reading it."""
    return USUAL_PERCENT if asked.percent is None else asked.percent


def share(percent: int, count: int) -> int:
    """Return how many of count are at least percent of them."""
    return -(-percent * count // PERCENT)


def is_complete(found: list[Tick]) -> bool:
    """Tell whether nothing is missing."""
    return all(tick.is_met for tick in found)
