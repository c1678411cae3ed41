"""Who takes files in, and of which kinds."""

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.home.rules import ALL, KINDS, ImportKind
from alur.people.permissions import visible_paths


def may_import(actor: Actor, kind: ImportKind) -> bool:
    """Tell whether actor may take in rows of a kind, at least of her own unit."""
    if kind.is_by_unit:
        return bool(visible_paths(actor, kind.action))
    return permissions.allows(actor, kind.action)


def kinds_of(actor: Actor) -> list[ImportKind]:
    """Return the kinds that actor may take in."""
    return [kind for kind in ALL if may_import(actor, kind)]


def require_import(actor: Actor, kind: str) -> None:
    """Raise the Problem `access.not_allowed` unless actor may take in rows of a kind."""
    if kind not in KINDS or not may_import(actor, KINDS[kind]):
        raise permissions.not_allowed()
