"""Employees, one or many."""

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Unit
from alur.people.permissions import require_see_employee, visible_employees
from alur.people.rules.nip import is_nip


def columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


EMPLOYEE, UNIT = columns(Employee), columns(Unit)
# Written out, as almost every page begins with it.
WITH_UNIT = (
    f"SELECT {', '.join(f'e.{name}' for name in EMPLOYEE)}, {', '.join(f'u.{name}' for name in UNIT)} "
    "FROM people_employee e JOIN people_unit u ON u.id = e.unit_id WHERE e.nip = %s"
)


def employee_of(actor: Actor) -> Employee | None:
    """Return the employee whom the actor's account belongs to, None for an account of nobody's."""
    if not actor.subject:
        return None
    with connection.cursor() as cursor:
        cursor.execute(WITH_UNIT, [actor.subject])
        row = cursor.fetchone()
    if row is None:
        return None
    employee = Employee.from_db(DEFAULT_DB_ALIAS, EMPLOYEE, row[: len(EMPLOYEE)])
    employee.unit = Unit.from_db(DEFAULT_DB_ALIAS, UNIT, row[len(EMPLOYEE) :])
    return employee


def employee_seen_by(actor: Actor, nip: str, *, action: str = "people.see_employee") -> Employee:
    """Return an employee. Raises Problem `people.no_such_employee` (404), also for whom the actor may not see."""
    # An address may hold anything, even what a database refuses to compare with.
    named = Employee.objects.select_related("unit", "supervisor").filter(nip=nip)
    employee = named.first() if is_nip(nip) else None
    if employee is not None:
        try:
            require_see_employee(actor, employee, action=action)
        except Problem:
            employee = None
    if employee is None:
        # A NIP can be guessed, so the answer must not tell whether it is somebody's.
        raise Problem(
            "people.no_such_employee",
            _("There is no employee with this NIP whom you may see."),
            mend=_("Check the NIP, or ask your unit's manager."),
            status=404,
        )
    return employee


def team_of(employee: Employee) -> QuerySet[Employee]:
    """Return the active employees whose supervisor she is, by name."""
    return employee.team.filter(is_active=True).select_related("unit").order_by("name", "pk")


def employees_in(actor: Actor, path: str) -> QuerySet[Employee]:
    """Return the active employees at a unit's path and below whom the actor may see, by name."""
    rows = Employee.objects.filter(is_active=True, unit__path__startswith=path)
    # Who reaches the whole subtree need not be asked about each person in it.
    if not permissions.allows(actor, "people.see_employee", path=path):
        rows = rows.filter(visible_employees(actor))
    return rows.select_related("unit").order_by("name", "pk")


def employee_by_id(id: int) -> Employee:
    """Return an employee. Raises Employee.DoesNotExist; whether she may be seen is the caller's question."""
    return Employee.objects.select_related("unit").get(pk=id)
