"""The tree of units."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.people.models import Unit
from alur.people.permissions import visible_paths


def unit_by_code(code: str) -> Unit:
    """Return the unit with this code. Raises Problem `people.no_such_unit` (404)."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Problem(
            "people.no_such_unit",
            _("There is no unit with the code “%(code)s”.") % {"code": code[:80]},
            field="unit",
            mend=_("Check the code; units have those of the imported list."),
            status=404,
        )
    return unit


def unit_tree() -> list[Unit]:
    """Return all units by name, each followed by those below it."""
    units = list(Unit.objects.all())
    names = {unit.pk: unit.name for unit in units}

    def place(unit: Unit) -> list[tuple[str, int]]:
        return [(names[pk], pk) for pk in map(int, unit.path.strip("/").split("/")) if pk in names]

    return sorted(units, key=place)


def visible_units(actor: Actor, action: str, tree: Sequence[Unit]) -> list[Unit]:
    """Return the units of the tree that actor reaches with action, by name, each followed by those below it."""
    parts = [[unit for unit in tree if unit.path.startswith(path)] for path in visible_paths(actor, action)]
    parts = [part for part in parts if part]
    parts.sort(key=lambda part: (part[0].name, part[0].pk))
    return [unit for part in parts for unit in part]


def units_below(unit: Unit) -> list[int]:
    """Return the keys of a unit and all below it."""
    return list(Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True))
