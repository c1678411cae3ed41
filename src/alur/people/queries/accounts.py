"""The accounts of employees."""

from collections.abc import Sequence
from dataclasses import dataclass

from alur.base.access.models import Account
from alur.base.access.queries import grants_of, roles_held
from alur.base.access.rules import Actor
from alur.people.models import Employee
from alur.people.permissions import may_help


@dataclass(frozen=True, slots=True)
class Held:
    """An employee's account. account: None when she has none; roles: as stored; can_help: whether the asker may act."""

    employee: Employee
    account: Account | None
    roles: tuple[str, ...]
    can_help: bool


def held_by(actor: Actor, employees: Sequence[Employee]) -> list[Held]:
    """Return the accounts of employees, with their units, in the order given. Two queries."""
    nips = [employee.nip for employee in employees]
    accounts = {account.subject: account for account in Account.objects.filter(subject__in=nips)}
    held = roles_held(accounts.values())
    found = []
    for employee in employees:
        account = accounts.get(employee.nip)
        grants = held.get(account.pk, []) if account else []
        roles = tuple(sorted({grant.role for grant in grants}))
        found.append(Held(employee, account, roles, may_help(actor, employee, grants)))
    return found


def account_of(actor: Actor, employee: Employee) -> Held:
    """Return the account of an employee with her unit."""
    account = Account.objects.filter(subject=employee.nip).first()
    grants = grants_of(account) if account else frozenset()
    return Held(employee, account, tuple(sorted(grant.role for grant in grants)), may_help(actor, employee, grants))
