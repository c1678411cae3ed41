"""Who curates: curators of the unit that an item is of, those of the whole agency all. What is read is for all.

Who says whether an item still holds: whoever is an employee still at work.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Unit
from alur.people.permissions import visible_paths

CURATE = "knowledge.curate"


def may_curate(actor: Actor, unit: Unit | None) -> bool:
    """Tell whether actor looks after what is of a unit; of none: of the whole agency."""
    return permissions.allows(actor, CURATE, path=unit.path if unit else "")


def require_curate(actor: Actor, unit: Unit | None) -> None:
    """Raise the Problem `access.not_allowed` unless actor looks after what is of a unit."""
    if not may_curate(actor, unit):
        raise permissions.not_allowed()


def curated_paths(actor: Actor) -> list[str]:
    """Return the paths of the units that actor looks after, [""] for all. Raises Problem `access.not_allowed`."""
    paths = visible_paths(actor, CURATE)
    if not paths:
        raise permissions.not_allowed()
    return paths


def within_reach(actor: Actor) -> Q:
    """Return the condition on rows with a unit that agrees with `may_curate`."""
    paths = curated_paths(actor)
    if "" in paths:
        return Q()
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(unit__path__startswith=path)
    return found


def reader(actor: Actor) -> Employee | None:
    """Return the employee at work who reads, None when the account is nobody's."""
    return Employee.objects.filter(nip=actor.subject, is_active=True).first() if actor.subject else None


def require_reader(actor: Actor) -> Employee:
    """Return the employee at work who reads. Raises Problem `knowledge.no_reader` (403)."""
    found = reader(actor)
    if found is None:
        raise Problem(
            "knowledge.no_reader",
            _("This account belongs to no employee at work, so it cannot say whether an item still holds."),
            mend=_("Sign in with your own NIP."),
            status=403,
        )
    return found
