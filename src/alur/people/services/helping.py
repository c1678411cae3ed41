"""Accounts of employees, looked after by the unit they work in."""

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import services
from alur.base.access.models import Account
from alur.base.access.permissions import not_allowed
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.people.models import Employee
from alur.people.queries.accounts import Held, account_of
from alur.people.queries.employees import employee_seen_by

ACTION = "accounts.help"


def open_account(*, actor: Actor, nip: str) -> str:
    """Open the account of an active employee; return the address, shown once, at which she sets her password.

    Raises Problem `people.no_such_employee` (404), `access.not_allowed`, `people.not_at_work`, `access.username_taken`.
    """
    with transaction.atomic():
        employee = helped(actor, nip).employee
        require_at_work(employee)
        return services.renew(actor=actor, account=services.open_for(actor=actor, subject=employee.nip))


def renew_account(*, actor: Actor, nip: str) -> str:
    """Take an employee's password away; return the address, shown once, at which she sets another.

    Raises Problem `people.no_such_employee` (404), `access.not_allowed`, `people.no_account`, `people.locked`.
    """
    with transaction.atomic():
        account = account_there(helped(actor, nip))
        if not account.is_active:
            raise Problem(
                "people.locked",
                _("This account is locked."),
                mend=_("Unlock it first, if she may sign in."),
                status=409,
            )
        return services.renew(actor=actor, account=account)


def lock_account(*, actor: Actor, nip: str, is_locked: bool) -> None:
    """Lock an employee's account or open it again. Twice is once.

    Raises Problem `people.no_such_employee` (404), `access.not_allowed`, `people.no_account`, `people.not_at_work`.
    """
    with transaction.atomic():
        held = helped(actor, nip)
        if not is_locked:
            require_at_work(held.employee)
        services.set_locked(actor=actor, account=account_there(held), is_locked=is_locked)


def helped(actor: Actor, nip: str) -> Held:
    """Return an employee and her account. Raises Problem unless actor may help her."""
    held = account_of(actor, employee_seen_by(actor, nip, action=ACTION))
    if not held.can_help:
        raise not_allowed()
    return held


def account_there(held: Held) -> Account:
    if held.account is None:
        raise Problem(
            "people.no_account",
            _("This employee has no account yet."),
            mend=_("Open one for her."),
            status=409,
        )
    return held.account


def require_at_work(employee: Employee) -> None:
    if not employee.is_active:
        raise Problem(
            "people.not_at_work",
            _("The staff list says that this employee is no longer at work."),
            mend=_("Correct the staff list first, if that is wrong."),
            status=409,
        )
