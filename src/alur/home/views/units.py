"""The choice of a unit on a page, among those that the viewer's role reaches."""

from collections.abc import Sequence

from django.http import HttpRequest

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.people.models import Unit
from alur.people.queries.units import unit_tree, visible_units
from alur.records.queries.remembered import Moment, remembered


def unit_choices(actor: Actor, action: str, *, at: Moment) -> list[Unit]:
    """Return the units to choose from by name, those below after each. Raises Problem `access.not_allowed` for none."""
    units = visible_units(actor, action, remembered("units", (), unit_tree, at=at.known))
    if not units:
        raise permissions.not_allowed()
    return units


def chosen_unit(request: HttpRequest, units: Sequence[Unit]) -> Unit | None:
    """Return the unit of the parameter `unit`, None when it names none. Raises Problem when it is not among units."""
    code = request.GET.get("unit", "").strip()
    if not code:
        return None
    for unit in units:
        if unit.code == code:
            return unit
    # The same answer for a unit that is not there and one that she may not see.
    raise permissions.not_allowed()


def tops(units: Sequence[Unit]) -> list[Unit]:
    """Return those of the units that lie below none of the others."""
    found: list[Unit] = []
    for unit in units:
        if not found or not unit.path.startswith(found[-1].path):
            found.append(unit)
    return found
