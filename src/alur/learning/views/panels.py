"""What packages above show beside a completion or a session. They register at start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from django.http import HttpRequest
from markupsafe import Markup

from alur.base.lib import bulk
from alur.learning.models import Session
from alur.learning.queries.attempts import Completed
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Panel:
    """What is shown beside a completion.

    asked: the questions whose answers it needs, which are put together with those of the other panels; drawn: makes
    it of them, in their order.
    """

    asked: Callable[[Employee, Completed], Sequence[bulk.Asked]]
    drawn: Callable[[Employee, Completed, Sequence[list[bulk.Row]]], Markup]


class Aside(Protocol):
    """What is shown beside a session. employee: who looks, None for an account of nobody's."""

    def __call__(self, request: HttpRequest, session: Session, employee: Employee | None, *, attended: bool) -> Markup:
        """Return the card, or nothing."""


_panels: dict[str, Panel] = {}
_of_modules_alone: set[str] = set()
_asides: dict[str, Aside] = {}


def register(name: str, panel: Panel, *, of_modules_alone: bool = False) -> None:
    """Add a panel; a later one of the same name takes the place of the earlier.

    of_modules_alone: whether it has nothing to say of sessions, so that it need not be asked there.
    """
    _panels[name] = panel
    if of_modules_alone:
        _of_modules_alone.add(name)


def panels(employee: Employee, completed: Completed, *, of_session: bool = False) -> list[Markup]:
    """Return the panels of a completion of a module or session, in the order in which they were registered."""
    left_out = _of_modules_alone if of_session else ()
    shown = [panel for name, panel in _panels.items() if name not in left_out]
    asked = [panel.asked(employee, completed) for panel in shown]
    answers = iter(bulk.ask(*chain.from_iterable(asked)))
    return [
        panel.drawn(employee, completed, list(islice(answers, len(own))))
        for panel, own in zip(shown, asked, strict=True)
    ]


def register_aside(name: str, aside: Aside) -> None:
    """Add what is shown beside a session; a later one of the same name takes the place of the earlier."""
    _asides[name] = aside


def asides(request: HttpRequest, session: Session, employee: Employee | None, *, attended: bool) -> list[Markup]:
    """Return what packages above show beside a session. attended: her attendance counts."""
    return [aside(request, session, employee, attended=attended) for aside in _asides.values()]
