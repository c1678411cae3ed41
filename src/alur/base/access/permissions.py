"""The one table of who may do what: each package adds its actions, everything asks here."""

from collections.abc import Collection, Iterable

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem

_roles_by_action: dict[str, frozenset[str]] = {}


def register(actions: dict[str, Iterable[str]]) -> None:
    """Add actions and the roles that may do them within their scope."""
    for action, roles in actions.items():
        _roles_by_action[action] = frozenset(roles)


def actions() -> dict[str, frozenset[str]]:
    """Return the whole table, for the access test and the page that shows it."""
    return dict(_roles_by_action)


def roles_for(action: str) -> Collection[str]:
    return _roles_by_action[action]


def allows(actor: Actor, action: str, *, path: str = "") -> bool:
    """Tell whether actor may do action at the node with this path ("" = for everywhere at once)."""
    return actor.kind == "system" or actor.holds(roles_for(action), path=path)


def require(actor: Actor, action: str, *, path: str = "") -> None:
    """Raise the Problem `access.not_allowed` (403) unless actor may do action at path."""
    if not allows(actor, action, path=path):
        raise not_allowed()


def not_allowed() -> Problem:
    return Problem("access.not_allowed", "Your role does not allow this here.", mend="Ask your unit's manager.", status=403)


def require_scope(actor: Actor, scope: str) -> None:
    """Raise the Problem `access.scope_missing` (403) unless the credential has the scope."""
    if actor.kind != "system" and scope not in actor.scopes:
        raise Problem(
            "access.scope_missing",
            f"This credential lacks the scope {scope}.",
            mend=f"Create one with: alur credentials create NAME --scope {scope}",
            status=403,
        )
