"""The tree of units."""

from django.db.models import QuerySet
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


def visible_units(actor: Actor, action: str) -> QuerySet[Unit]:
    """Return the units that actor reaches with action, parents before their children."""
    found = Unit.objects.none()
    for path in visible_paths(actor, action):
        found |= Unit.objects.filter(path__startswith=path)
    return found.order_by("path")
