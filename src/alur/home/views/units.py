"""The choice of a unit on a page, among those that the viewer's role reaches."""

from collections.abc import Sequence

from django.http import HttpRequest

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.people.models import Unit
from alur.people.queries.units import visible_units


def unit_choices(actor: Actor, action: str) -> list[Unit]:
    """Return the units to choose from by name, those below after each. Raises Problem `access.not_allowed` for none."""
    units = by_name(list(visible_units(actor, action)))
    if not units:
        raise permissions.not_allowed()
    return units


def chosen_unit(request: HttpRequest, units: Sequence[Unit], *, default: Unit | None = None) -> Unit | None:
    """Return the unit of the parameter `unit`, the first choice when it names none. Raises Problem when not allowed."""
    code = request.GET.get("unit", "").strip()
    if not code:
        return default or (units[0] if units else None)
    for unit in units:
        if unit.code == code:
            return unit
    # The same answer for a unit that is not there and one that she may not see.
    raise permissions.not_allowed()


def by_name(units: Sequence[Unit]) -> list[Unit]:
    """Return the units by name, each followed by those below it."""
    names = {unit.pk: unit.name for unit in units}

    def place(unit: Unit) -> list[tuple[str, int]]:
        return [(names[pk], pk) for pk in map(int, unit.path.strip("/").split("/")) if pk in names]

    return sorted(units, key=place)


def tops(units: Sequence[Unit]) -> list[Unit]:
    """Return those of the units that lie below none of the others."""
    found: list[Unit] = []
    for unit in units:
        if not found or not unit.path.startswith(found[-1].path):
            found.append(unit)
    return found
