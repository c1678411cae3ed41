"""What packages above show beside a completion: the JP it gave, what is missing still. They register at start."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from django.http import HttpRequest
from markupsafe import Markup

from alur.learning.queries.attempts import Completed
from alur.people.models import Employee

Panel: TypeAlias = Callable[[HttpRequest, Employee, Completed], Markup]
_panels: dict[str, Panel] = {}


def register(name: str, panel: Panel) -> None:
    """Add a panel; a later one of the same name takes the place of the earlier."""
    _panels[name] = panel


def panels(request: HttpRequest, employee: Employee, completed: Completed) -> Iterator[Markup]:
    """Yield the panels of a completion, in the order in which they were registered."""
    return (panel(request, employee, completed) for panel in _panels.values())
