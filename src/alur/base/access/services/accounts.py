"""Creates accounts and says what they may do. Each act is in the audit trail."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions, queries
from alur.base.access.models import Account, RoleGrant
from alur.base.access.permissions import directory
from alur.base.access.rules import Actor
from alur.base.access.services import trail
from alur.base.lib import clock
from alur.base.lib.problems import Problem

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
RANDOM_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True, order=True)
class RoleWanted:
    """A role to be held at a scope and below it. scope: a node's code, "" for everywhere."""

    role: str
    scope: str = ""

    @classmethod
    def parse(cls, text: str) -> "RoleWanted":
        """Return what `ROLE` or `ROLE:SCOPE` means."""
        role, _colon, scope = text.strip().partition(":")
        return cls(role.strip().lower(), scope.strip())


@transaction.atomic
def create_account(
    *,
    actor: Actor,
    username: str,
    name: str = "",
    email: str = "",
    subject: str | None = None,
    password: str = "",
    is_demo: bool = False,
) -> Account:
    """Create an account and return it.

    name, email: taken from the person behind the subject when not given; subject: None to take the username when it
    names a person; password: "" leaves the account without one; a demo account's is not held to the rules.
    Raises the Problems `access.bad_username`, `access.username_taken`, `access.weak_password`.
    """
    permissions.require(actor, "accounts.manage")
    username = checked_username(username)
    domain = directory.current()
    if subject is None:
        subject = username if domain.knows_as_subject(username) else ""
    person = domain.person(subject) if subject else None
    account = Account(
        username=username,
        name=name or (person.name if person else username),
        email=email or (person.email if person else ""),
        subject=subject,
        is_demo=is_demo,
        created_at=clock.now(),
    )
    give_password(account, password, is_checked=not is_demo)
    account.save()
    trail.write(actor, "accounts.create", target(account), is_demo=is_demo)
    return account


@transaction.atomic
def open_account(*, actor: Actor, username: str, password: str, wanted: Collection[RoleWanted]) -> Account:
    """Create an account with its roles, both or neither. Raises as `create_account` and `set_roles`."""
    account = create_account(actor=actor, username=username, password=password)
    set_roles(actor=actor, account=account, wanted=wanted)
    return account


@transaction.atomic
def set_password(*, actor: Actor, account: Account, password: str) -> None:
    """Give the account another password; all its sign-ins end. Raises the Problem `access.weak_password`."""
    permissions.require(actor, "accounts.manage")
    give_password(account, password, is_checked=not account.is_demo)
    account.save(update_fields=["password"])
    trail.write(actor, "accounts.set_password", target(account))


@transaction.atomic
def set_roles(*, actor: Actor, account: Account, wanted: Collection[RoleWanted]) -> bool:
    """Let the account hold exactly the wanted roles; tell whether anything changed.

    Raises the Problems `access.unknown_role`, `access.unknown_scope`, `access.scope_needed`.
    """
    aims = {role for each in wanted if (role := settled(each, account))}
    held = {RoleWanted(grant.role, grant.scope) for grant in account.grants.all()}
    for each in sorted(held - aims):
        revoke_role(actor=actor, account=account, wanted=each)
    for each in sorted(aims - held):
        grant_role(actor=actor, account=account, wanted=each)
    return held != aims


@transaction.atomic
def grant_role(*, actor: Actor, account: Account, wanted: RoleWanted) -> None:
    """Let the account hold a role. Holding it already is fine. Raises as `set_roles`."""
    permissions.require(actor, "accounts.manage")
    stored = settled(wanted, account)
    if stored is None:
        return
    _grant, is_new = RoleGrant.objects.get_or_create(account=account, role=stored.role, scope=stored.scope)
    if is_new:
        trail.write(actor, "accounts.grant", target(account), role=stored.role, scope=stored.scope)


@transaction.atomic
def revoke_role(*, actor: Actor, account: Account, wanted: RoleWanted) -> None:
    """Take a role from the account. Not holding it is fine."""
    permissions.require(actor, "accounts.manage")
    removed, _by_model = RoleGrant.objects.filter(account=account, role=wanted.role, scope=wanted.scope).delete()
    if removed:
        trail.write(actor, "accounts.revoke", target(account), role=wanted.role, scope=wanted.scope)


@transaction.atomic
def deactivate_account(*, actor: Actor, account: Account) -> None:
    """Let nobody sign in with the account any more; its sign-ins end with their next request."""
    permissions.require(actor, "accounts.manage")
    account.is_active = False
    account.save(update_fields=["is_active"])
    trail.write(actor, "accounts.deactivate", target(account))


@transaction.atomic
def close_accounts_of(*, actor: Actor, subjects: Collection[str]) -> None:
    """Let nobody sign in who stands behind the subjects: the domain says that they have left.

    It follows from what actor did there, so it asks for no permission of its own.
    """
    for account in Account.objects.filter(subject__in=subjects, is_active=True):
        account.is_active = False
        account.save(update_fields=["is_active"])
        trail.write(actor, "accounts.deactivate", target(account))


@transaction.atomic
def sign_out_elsewhere(*, actor: Actor, account: Account) -> None:
    """End all sign-ins of the account; the caller renews the one it is used from."""
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])
    trail.write(actor, "accounts.sign_out_elsewhere", target(account))


def random_password() -> str:
    """Return a password to be handed over once."""
    return secrets.token_urlsafe(RANDOM_PASSWORD_BYTES)


def target(account: Account) -> str:
    return f"account:{account.pk}"


def checked_username(typed: str) -> str:
    username = queries.clean_username(typed)
    if not USERNAME.fullmatch(username):
        raise Problem(
            "access.bad_username",
            _("“%(name)s” cannot be a username.") % {"name": typed[:80]},
            field="username",
            mend=_("Use a NIP, or 3 to 64 letters, digits, dots, dashes and underscores."),
        )
    if Account.objects.filter(username=username).exists():
        raise Problem(
            "access.username_taken",
            _("There is an account “%(name)s” already.") % {"name": username},
            field="username",
            mend=_("Change that account, or choose another username."),
            status=409,
        )
    return username


def give_password(account: Account, password: str, *, is_checked: bool) -> None:
    if not password:
        account.set_unusable_password()
        return
    if is_checked:
        require_strong(password, account)
    account.set_password(password)


def require_strong(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Problem(
            "access.weak_password",
            " ".join(error.messages),
            field="password",
            mend=_("Choose a longer one that nobody would guess, such as four words."),
        ) from error


def settled(wanted: RoleWanted, account: Account) -> RoleWanted | None:
    """Return the role as it is stored; None when it follows from the domain and is not stored."""
    role = permissions.roles().get(wanted.role)
    if role is None:
        raise unknown_role(wanted.role)
    if role.is_implied:
        require_person(role, account)
        return None
    if wanted.scope:
        directory.current().require_scope(wanted.scope)
    elif role.needs_scope:
        return RoleWanted(wanted.role, own_scope(role, account))
    return wanted


def own_scope(role: permissions.Role, account: Account) -> str:
    person = directory.current().person(account.subject) if account.subject else None
    if person is None:
        raise Problem(
            "access.scope_needed",
            _("The role %(role)s is held somewhere, not everywhere.") % {"role": role.code},
            field="role",
            mend=_("Write %(role)s:CODE.") % {"role": role.code},
        )
    return person.scope


def require_person(role: permissions.Role, account: Account) -> None:
    if directory.current().person(account.subject) is None:
        raise Problem(
            "access.nobody",
            _("“%(name)s” belongs to nobody in the staff list, so the role %(role)s reaches nothing.")
            % {"name": account.username, "role": role.code},
            field="role",
            mend=_("Import the staff list first, or check the NIP."),
        )


def unknown_role(code: str) -> Problem:
    known = ", ".join(permissions.roles())
    return Problem(
        "access.unknown_role",
        _("There is no role “%(role)s”.") % {"role": code[:80]},
        field="role",
        mend=_("Use one of: %(roles)s.") % {"roles": known},
    )
