"""Who answers questions about ledger entries."""

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.people.models import Employee

ANSWER = "ledger.answer"


def may_answer(actor: Actor, employee: Employee) -> bool:
    """Tell whether actor may answer what the employee asked. employee: with her unit. Nobody answers herself."""
    return employee.nip != actor.subject and permissions.allows(actor, ANSWER, path=employee.unit.path)
