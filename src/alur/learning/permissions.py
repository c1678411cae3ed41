"""Who may learn: whoever is an employee still at work. Who holds a session, and who consents to taking part in it.

Who may write: curators of the unit that a module belongs to, those of the whole agency for all. What is read is for all
who are signed in.
"""

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.learning.models import Session
from alur.people.models import Employee, Unit
from alur.people.permissions import ATASAN, may_see_employee

COLUMNS = [field.attname for field in Employee._meta.concrete_fields]


def learner(actor: Actor) -> Employee | None:
    """Return the employee whose learning is recorded, None when the actor only looks."""
    if not actor.subject:
        return None
    [rows] = bulk.ask(asked_learner(actor.subject))
    return learner_in(rows)


def asked_learner(nip: str) -> bulk.Asked:
    """Return the question for an employee at work, whose answer `learner_in` reads."""
    # Asked at every step through a module, so without the ORM's detours.
    return bulk.by_key(Employee, {"nip": nip}, COLUMNS, where="t.is_active")


def learner_in(rows: Sequence[bulk.Row]) -> Employee | None:
    """Return the employee as she was answered."""
    return Employee.from_db(DEFAULT_DB_ALIAS, COLUMNS, rows[0]) if rows else None


def require_learner(actor: Actor) -> Employee:
    """Return the employee whose learning is recorded. Raises Problem `learning.no_learner` (403)."""
    return required(learner(actor))


def required(employee: Employee | None) -> Employee:
    """Return the employee whose learning is recorded. Raises Problem `learning.no_learner` (403) when there is none."""
    if employee is None:
        raise Problem(
            "learning.no_learner",
            _("This account belongs to no employee at work, so nothing is recorded for it."),
            mend=_("Sign in with your own NIP."),
            status=403,
        )
    return employee


AUTHOR, REVIEW = "content.author", "content.review"


def path_of(unit: Unit | None) -> str:
    """Return where a module or draft of this unit belongs; of no unit: to the whole agency."""
    return unit.path if unit else ""


def may(actor: Actor, action: str, unit: Unit | None) -> bool:
    """Tell whether actor may do action, AUTHOR or REVIEW, with what belongs to the unit."""
    return permissions.allows(actor, action, path=path_of(unit))


def within_reach(actor: Actor, action: str, unit: str = "unit") -> Q:
    """Return the condition on rows with a unit that agrees with `may`. unit: the way to it."""
    if permissions.allows(actor, action):
        return Q()
    found = Q(pk__in=[])
    for path in actor.paths(permissions.roles_for(action)):
        found |= Q(**{f"{unit}__path__startswith": path})
    return found


def may_manage(actor: Actor, unit: Unit | None) -> bool:
    """Tell whether actor may hold sessions of a unit. unit: None for those of the whole agency."""
    return permissions.allows(actor, "sessions.manage", path=unit.path if unit else "")


def require_manage(actor: Actor, unit: Unit | None) -> None:
    """Raise the Problem `access.not_allowed` unless actor may hold sessions of a unit (None: of the whole agency)."""
    permissions.require(actor, "sessions.manage", path=unit.path if unit else "")


def may_consent(actor: Actor, employee: Employee, session: Session) -> bool:
    """Tell whether actor decides on an employee's taking part: her supervisor, without one whoever holds the session.

    employee: with her supervisor; session: with its unit.
    """
    if employee.supervisor is None or not employee.supervisor.is_active:
        return may_manage(actor, session.unit)
    return bool(actor.subject) and employee.supervisor.nip == actor.subject


ASSIGN = "assignments.manage"


def may_assign(actor: Actor, employee: Employee | None, unit: Unit | None) -> bool:
    """Tell whether actor may ask learning of somebody, or of all in a unit's tree (None: of the whole agency).

    Of herself, of her own team, and of whom her role reaches. employee: with unit and supervisor.
    """
    if employee is not None:
        return may_see_employee(actor, employee, action=ASSIGN)
    return permissions.allows(actor, ASSIGN, path=path_of(unit))


def assigns(actor: Actor) -> bool:
    """Tell whether actor may ask learning of anybody but herself: as supervisor, or by a role."""
    return actor.kind == "system" or any(
        grant.role == ATASAN or grant.role in permissions.roles_for(ASSIGN) for grant in actor.grants
    )
