"""Employees, one or many."""

from collections.abc import Collection
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.listing import Listing, containing
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Unit
from alur.people.permissions import require_see_employee, visible_employees
from alur.people.rules.nip import is_nip


def columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


EMPLOYEE, UNIT = columns(Employee), columns(Unit)
# Written out, as almost every page begins with it.
WITH_UNIT = f"{', '.join(f'e.{name}' for name in EMPLOYEE)}, {', '.join(f'u.{name}' for name in UNIT)}"
FROM = "FROM people_employee e JOIN people_unit u ON u.id = e.unit_id"
ONE = f"SELECT {WITH_UNIT} {FROM} WHERE e.nip = %s"
TEAM = f"{FROM} WHERE e.is_active AND e.supervisor_id = (SELECT s.id FROM people_employee s WHERE s.nip = %s)"
BELOW = f"{FROM} WHERE e.is_active AND u.path LIKE %s"
BY_NAME = "e.name, e.id"
MOST_WORDS = 6  # of a name, with a position or a unit


def employee_of(actor: Actor) -> Employee | None:
    """Return the employee whom the actor's account belongs to, None for an account of nobody's."""
    if not actor.subject:
        return None
    rows = bulk.read(ONE, [actor.subject])
    return with_unit(rows[0]) if rows else None


def with_unit(row: tuple[Any, ...]) -> Employee:
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


def team_of(actor: Actor) -> list[Employee]:
    """Return the active employees whose supervisor the actor's employee is, by name."""
    return list(Listing(WITH_UNIT, TEAM, BY_NAME, [actor.subject], with_unit)) if actor.subject else []


def employees_in(actor: Actor, path: str) -> Listing[Employee]:
    """Return the active employees at a unit's path and below, by name. Raises Problem `access.not_allowed`."""
    permissions.require(actor, "people.see_employee", path=path)
    return Listing(WITH_UNIT, BELOW, BY_NAME, [f"{path}%"], with_unit)


def employees_found(actor: Actor, path: str, q: str) -> Listing[Employee]:
    """Return the active employees at a unit's path and below whose name or NIP holds q. Raises `access.not_allowed`."""
    permissions.require(actor, "people.see_employee", path=path)
    if not q:
        return employees_in(actor, path)
    bare = "".join(q.split()).replace(".", "")
    column, words = ("e.nip", bare) if bare.isdecimal() else ("e.name", q)
    condition, value = containing(column, words)
    return Listing(WITH_UNIT, f"{BELOW} AND {condition}", BY_NAME, [f"{path}%", value], with_unit)


def employee_by_id(id: int) -> Employee:
    """Return an employee. Raises Employee.DoesNotExist; whether she may be seen is the caller's question."""
    return Employee.objects.select_related("unit").get(pk=id)


def positions_in(paths: Collection[str]) -> list[str]:
    """Return the positions that active employees hold at the paths and below, by name."""
    below = [Q(unit__path__startswith=path) for path in paths]
    rows = Employee.objects.filter(reduce(or_, below, Q(pk__in=[])), is_active=True).exclude(position="")
    return list(rows.order_by("position").values_list("position", flat=True).distinct())


def employees_named(actor: Actor, text: str, *, limit: int) -> list[Employee]:
    """Return the active employees, of those whom actor may see, whose name, position or unit holds each word of a text.

    Or whose NIP it is. By name; limit: how many at most.
    """
    words = text.split()
    bare = "".join(words).replace(".", "")
    if not words or len(words) > MOST_WORDS:
        return []
    wanted = Q(nip=bare) if is_nip(bare) else reduce(and_, map(holding, words))
    rows = Employee.objects.filter(visible_employees(actor), wanted, is_active=True)
    return list(rows.select_related("unit", "supervisor").order_by("name", "pk")[:limit])


def holding(word: str) -> Q:
    return Q(name__icontains=word) | Q(position__icontains=word) | Q(unit__name__icontains=word)
