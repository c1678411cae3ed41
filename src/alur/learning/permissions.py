"""Who may learn: whoever is an employee still at work. What is read is for all who are signed in."""

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.people.models import Employee
from alur.people.queries.employees import employee_of


def learner(actor: Actor) -> Employee | None:
    """Return the employee whose learning is recorded, None when the actor only looks."""
    employee = employee_of(actor)
    return employee if employee is not None and employee.is_active else None


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
