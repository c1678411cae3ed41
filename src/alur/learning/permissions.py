"""Who may learn: whoever is an employee still at work. What is read is for all who are signed in."""

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.people.models import Employee

COLUMNS = [field.attname for field in Employee._meta.concrete_fields]


def learner(actor: Actor) -> Employee | None:
    """Return the employee whose learning is recorded, None when the actor only looks."""
    if not actor.subject:
        return None
    # Asked at every step through a module, so without the ORM's detours.
    rows = bulk.matching(Employee, ["nip"], [(actor.subject,)], COLUMNS, where="t.is_active")
    return Employee.from_db(DEFAULT_DB_ALIAS, COLUMNS, rows[0]) if rows else None


def require_learner(actor: Actor) -> Employee:
    """Return the employee whose learning is recorded. Raises Problem `learning.no_learner` (403)."""
    employee = learner(actor)
    if employee is None:
        raise Problem(
            "learning.no_learner",
            _("This account belongs to no employee at work, so nothing is recorded for it."),
            mend=_("Sign in with your own NIP."),
            status=403,
        )
    return employee
