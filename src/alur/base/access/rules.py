"""Who acts and what that reaches. Pure; the one place that decides access together with `permissions`."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at a node of a tree and below. path: the node's path, "" for everywhere."""

    role: str
    path: str = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a signed-in account, a credential of another system, or the system itself.

    name: for the audit trail, no personal data beyond the account's key; subject: the domain's reference;
    scopes: what a credential may do.
    """

    kind: Literal["account", "credential", "system", "nobody"]
    name: str
    subject: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)

    def holds(self, roles: Collection[str], *, path: str) -> bool:
        """Tell whether the actor holds one of the roles at path or above it."""
        return any(grant.role in roles and path.startswith(grant.path) for grant in self.grants)

    def paths(self, roles: Collection[str]) -> list[str]:
        """Return the paths at which the actor holds one of the roles, without those below another."""
        held = sorted({grant.path for grant in self.grants if grant.role in roles})
        return [path for path in held if not any(path != above and path.startswith(above) for above in held)]


SYSTEM = Actor(kind="system", name="system")
NOBODY = Actor(kind="nobody", name="")
