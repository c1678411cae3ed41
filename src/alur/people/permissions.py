"""Roles, what each may do, and who may see whom. The access test holds the whole table."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alur.base.access import permissions
from alur.base.access.permissions import Role
from alur.base.access.rules import Actor, Grant
from alur.people.models import Employee

PEGAWAI = "pegawai"
ATASAN = "atasan"
PENGELOLA = "pengelola"
KURATOR = "kurator"
PIMPINAN = "pimpinan"
PPSDM = "ppsdm"
ADMIN = "admin"

# Where the two implied roles are held. No unit's path begins so: they reach persons (herself, her team), never a unit.
PERSONS = "persons"

ROLES = [
    Role(PEGAWAI, _("Employee"), is_implied=True),
    Role(ATASAN, _("Supervisor"), is_implied=True),
    Role(KURATOR, _("Curator"), is_staff=True),
    Role(PENGELOLA, _("Unit training manager"), is_staff=True, needs_scope=True),
    Role(PIMPINAN, _("Leadership"), is_staff=True),
    Role(PPSDM, _("Training centre"), is_staff=True),
    Role(ADMIN, _("Administrator"), is_staff=True),
]

ACTIONS = {
    "people.see_employee": {PENGELOLA, PIMPINAN, PPSDM, ADMIN},
    "people.import": {PPSDM, ADMIN},
    "records.import": {PENGELOLA, PPSDM, ADMIN},
    "figures.see": {PENGELOLA, PIMPINAN, PPSDM, ADMIN},
    "reports.subscribe": {PENGELOLA, PIMPINAN, PPSDM},
    "figures.brief": {PIMPINAN, PPSDM, ADMIN},
    "ledger.see_others": {PENGELOLA, PPSDM},
    "ledger.reverse": {PPSDM},
    "ledger.answer": {PENGELOLA, PPSDM},
    "catalogue.manage": {KURATOR, PPSDM},
    "content.author": {KURATOR, PPSDM},
    "content.review": {KURATOR, PPSDM},
    "sessions.manage": {PENGELOLA, PPSDM},
    "assignments.manage": {PENGELOLA, PPSDM},
    "feedback.give": {PENGELOLA, PPSDM},
    "knowledge.curate": {KURATOR, PPSDM},
    "knowledge.read_any": {KURATOR, PPSDM, ADMIN},
    "accounts.manage": {ADMIN},
    "accounts.help": {PENGELOLA, PPSDM, ADMIN},
    "integration.manage": {ADMIN},
}


def register() -> None:
    """Add roles and actions to the table. Called once at start."""
    permissions.register_roles(ROLES)
    permissions.register(ACTIONS)


def may_see_employee(actor: Actor, employee: Employee, *, action: str = "people.see_employee") -> bool:
    """Tell whether actor may see the employee: herself, her own team, or whom her role reaches.

    action: `people.see_employee`, or `ledger.see_others` for the entries behind the sum.
    """
    if actor.subject and employee.nip == actor.subject:
        return True
    if actor.subject and employee.supervisor is not None and employee.supervisor.nip == actor.subject:
        return True
    return permissions.allows(actor, action, path=employee.unit.path)


def require_see_employee(actor: Actor, employee: Employee, *, action: str = "people.see_employee") -> None:
    """Raise the Problem `access.not_allowed` unless actor may see the employee."""
    if not may_see_employee(actor, employee, action=action):
        raise permissions.not_allowed()


def visible_employees(actor: Actor, *, action: str = "people.see_employee") -> Q:
    """Return the condition on Employee that agrees with `may_see_employee`."""
    if actor.kind == "system":
        return Q()
    seen = Q(pk__in=[])
    if actor.subject:
        seen |= Q(nip=actor.subject) | Q(supervisor__nip=actor.subject)
    for path in actor.paths(permissions.roles_for(action)):
        seen |= Q(unit__path__startswith=path)
    return seen


def visible_paths(actor: Actor, action: str) -> list[str]:
    """Return the paths of the units that actor reaches with action, [""] for all. Empty when none."""
    return [""] if actor.kind == "system" else actor.paths(permissions.roles_for(action))


def may_help(actor: Actor, employee: Employee, held: Iterable[Grant]) -> bool:
    """Tell whether actor may open, lock or renew an employee's account. held: the roles of the account, if it is there.

    Never her own, and none that may do what she may not: else she could sign in as who reaches further.
    """
    if employee.nip == actor.subject or not permissions.allows(actor, "accounts.help", path=employee.unit.path):
        return False
    return permissions.allows(actor, "accounts.manage") or all(covers(actor, grant) for grant in held)


def covers(actor: Actor, grant: Grant) -> bool:
    """Tell whether actor may all that a role allows where it is held. The implied ones reach persons only."""
    if grant.path == PERSONS:
        return True
    allowed = (action for action, roles in permissions.actions().items() if grant.role in roles)
    return all(permissions.allows(actor, action, path=grant.path) for action in allowed)
