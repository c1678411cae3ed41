"""Who may say a word on what somebody completed: her supervisor and whose role reaches her; nobody on her own."""

from alur.base.access.rules import Actor
from alur.people.models import Employee
from alur.people.permissions import may_see_employee

GIVE = "feedback.give"


def leads(actor: Actor, employee: Employee) -> bool:
    """Tell whether actor is the employee's supervisor. employee: with her supervisor."""
    return bool(actor.subject) and employee.supervisor is not None and employee.supervisor.nip == actor.subject


def may_give(actor: Actor, employee: Employee) -> bool:
    """Tell whether actor may praise an employee or advise her. employee: with her unit and supervisor."""
    return employee.nip != actor.subject and may_see_employee(actor, employee, action=GIVE)
