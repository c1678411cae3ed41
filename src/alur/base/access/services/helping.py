"""Accounts opened, locked and renewed for others by who looks after them.

The domain above says whom an actor may help; here it is done and noted.
"""

from django.db import transaction

from alur.base.access.models import Account
from alur.base.access.permissions import directory
from alur.base.access.rules import Actor
from alur.base.access.services import trail
from alur.base.access.services.accounts import checked_username, target
from alur.base.access.services.resets import reset_address
from alur.base.lib import clock


@transaction.atomic
def open_for(*, actor: Actor, subject: str) -> Account:
    """Create the account of the person behind a subject, which serves as username; it has no password yet.

    Raises Problem `access.bad_username`, `access.username_taken`.
    """
    username = checked_username(subject)
    person = directory.current().person(subject)
    account = Account(
        username=username,
        name=person.name if person else username,
        email=person.email if person else "",
        subject=subject,
        created_at=clock.now(),
    )
    account.set_unusable_password()
    account.save()
    trail.write(actor, "accounts.create", target(account), is_demo=False)
    return account


@transaction.atomic
def set_locked(*, actor: Actor, account: Account, is_locked: bool) -> None:
    """Let nobody sign in with an account, or let it be used again. Its sign-ins end with their next request."""
    if account.is_active is not is_locked:
        return
    account.is_active = not is_locked
    account.save(update_fields=["is_active"])
    trail.write(actor, "accounts.deactivate" if is_locked else "accounts.activate", target(account))


@transaction.atomic
def renew(*, actor: Actor, account: Account) -> str:
    """Take an account's password away, end its sign-ins, and return the address at which she sets another.

    The address serves once and for a day; it is not kept, so it can be shown only now.
    """
    account.set_unusable_password()
    account.save(update_fields=["password"])
    trail.write(actor, "accounts.renew", target(account))
    return reset_address(account)
