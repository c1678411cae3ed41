"""Who gets reports by mail."""

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.people.models import Unit

SUBSCRIBE = "reports.subscribe"


def may_subscribe(actor: Actor, unit: Unit | None) -> bool:
    """Tell whether actor may get reports of a unit and all below it, None for the whole agency."""
    return permissions.allows(actor, SUBSCRIBE, path=unit.path if unit else "")


def require_subscribe(actor: Actor, unit: Unit | None) -> None:
    """Raise the Problem `access.not_allowed` unless actor may get reports of the unit."""
    if not may_subscribe(actor, unit):
        raise permissions.not_allowed()
