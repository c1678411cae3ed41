"""The one table of who may do what: each package adds its actions, everything asks here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem

_roles_by_action: dict[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the domain above.

    code: as stored and typed; label: as shown; is_staff: reaches other people's data, so a second factor is asked for;
    is_implied: follows from the domain and cannot be granted; needs_scope: never held everywhere.
    """

    code: str
    label: "str | Promise"
    is_staff: bool = False
    is_implied: bool = False
    needs_scope: bool = False


_roles: dict[str, Role] = {}


def register_roles(roles: Iterable[Role]) -> None:
    """Add roles, those that reach furthest last: the last one held names her in the header."""
    _roles.update({role.code: role for role in roles})


def roles() -> dict[str, Role]:
    """Return all roles by code, in the order of their reach."""
    return dict(_roles)


def is_staff(actor: Actor) -> bool:
    """Tell whether one of the actor's roles reaches other people's data."""
    return any(_roles[grant.role].is_staff for grant in actor.grants if grant.role in _roles)


def register(actions: Mapping[str, Iterable[str]]) -> None:
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
    return Problem(
        "access.not_allowed", _("Your role does not allow this here."), mend=_("Ask your unit's manager."), status=403
    )


def require_scope(actor: Actor, scope: str) -> None:
    """Raise the Problem `access.scope_missing` (403) unless the credential has the scope."""
    if actor.kind != "system" and scope not in actor.scopes:
        raise Problem(
            "access.scope_missing",
            f"This credential lacks the scope {scope}.",
            mend=f"Create one with: alur credentials create NAME --scope {scope}",
            status=403,
        )
