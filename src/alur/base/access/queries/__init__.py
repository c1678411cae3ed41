"""Reads accounts, the roles they hold, and who stands behind a request."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from alur.base.access import permissions
from alur.base.access.models import Account, RoleGrant
from alur.base.access.permissions import directory
from alur.base.access.rules import Actor, Grant
from alur.base.lib import bulk


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page, for the shell.

    title: the furthest-reaching of her roles, in words; tag: what a browser calls her account in what it keeps.
    """

    name: str
    title: "str | Promise"
    roles: frozenset[str]
    is_signed_in: bool
    tag: str


@dataclass(frozen=True, slots=True)
class Factors:
    """Second factors of an account. keys: id and name of each passkey; codes_left: unused recovery codes."""

    has_app: bool
    keys: tuple[tuple[int, str], ...]
    codes_left: int

    @property
    def any(self) -> bool:
        return self.has_app or bool(self.keys)


ANY_ACCOUNT = -1  # stands in the compiled query for the one that is asked about
MOST_REMEMBERED = 10_000
STRANGER = Viewer(name="", title="", roles=frozenset(), is_signed_in=False, tag="")


def grants_of(account: Account) -> frozenset[Grant]:
    """Return what the account holds and what follows from its subject, with one query."""
    [found] = bulk.ask(asked_grants(account.pk))
    return grants_in(found)


def asked_grants(account_id: int) -> bulk.Asked:
    """Return the question for what an account holds, whose answer `grants_in` reads."""
    sql, parameters = grants_sql()
    return bulk.Asked(sql, [account_id if parameter == ANY_ACCOUNT else parameter for parameter in parameters])


def grants_in(rows: Iterable[bulk.Row]) -> frozenset[Grant]:
    """Return grants as they were answered."""
    # A scope that no longer exists reaches nothing; it must never become "everywhere".
    return frozenset(Grant(role, path or "") for role, scope, path in rows if path or not scope)


def roles_held(accounts: Iterable[Account]) -> dict[int, list[Grant]]:
    """Return what accounts hold by grant, by account, with one query; what follows from their subjects is left out."""
    rows = RoleGrant.objects.filter(account__in=list(accounts)).annotate(path=directory.current().scope_path())
    found: dict[int, list[Grant]] = {}
    for account_id, role, scope, path in rows.values_list("account_id", "role", "scope", "path"):
        if path or not scope:
            found.setdefault(account_id, []).append(Grant(role, path or ""))
    return found


@cache
def grants_sql() -> tuple[str, tuple[Any, ...]]:
    # Every request asks this, and the ORM takes ten times longer to write the query than the database to answer it.
    domain = directory.current()
    held = RoleGrant.objects.filter(account_id=ANY_ACCOUNT).annotate(path=domain.scope_path())
    subject = Account.objects.filter(pk=ANY_ACCOUNT).exclude(subject="").values("subject")
    rows = held.values_list("role", "scope", "path").union(*domain.implied(Subquery(subject)), all=True)
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return str(sql), tuple(parameters)


def actor_of(account: Account) -> Actor:
    """Return the account as an actor. Costs one query, none where the sign-in was just read."""
    grants = grants_of(account) if account.read_grants is None else account.read_grants
    return Actor(kind="account", name=f"account:{account.pk}", subject=account.subject, grants=grants)


def viewer(request: HttpRequest) -> Viewer:
    """Return who looks at the page; someone not signed in when the request never came so far."""
    user = getattr(request, "user", None)
    if not isinstance(user, Account):
        return STRANGER
    actor = actor_behind(request)
    known = held_roles(actor)
    return Viewer(
        name=user.name,
        title=known[-1].label if known else "",
        roles=frozenset(grant.role for grant in actor.grants),
        is_signed_in=True,
        tag=tag_of(user.pk),
    )


@lru_cache(MOST_REMEMBERED)
def tag_of(account_id: int) -> str:
    """Return the name of an account for what a browser keeps: the same always, and telling nothing."""
    return salted_hmac("alur.access.tag", str(account_id), algorithm="sha256").hexdigest()[:16]


def account_behind(actor: Actor) -> Account | None:
    """Return the account that acts, None when it is no account."""
    kind, _, key = actor.name.partition(":")
    return Account.objects.filter(pk=key).first() if kind == "account" else None


def name_of(actor: Actor) -> str:
    """Return the name of the person behind an actor, the actor's own when it is no account."""
    account = account_behind(actor)
    return (account.name if account else "") or actor.name


def actor_behind(request: HttpRequest) -> Actor:
    """Return who acts in a request: an account or nobody. The middleware has put it there; read on first use."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def held_roles(actor: Actor) -> list[permissions.Role]:
    """Return the roles the actor holds anywhere, the furthest-reaching last."""
    held = {grant.role for grant in actor.grants}
    return [role for role in permissions.roles().values() if role.code in held]


def has_factor(account: Account) -> bool:
    """Tell whether the account has a second factor besides recovery codes."""
    found = Authenticator.objects.filter(user_id=account.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(found.exists())


def factors_of(account: Account) -> Factors:
    """Return what the account can show besides its password."""
    found = [(row.type, row.pk, row.wrap()) for row in Authenticator.objects.filter(user_id=account.pk).order_by("pk")]
    return Factors(
        has_app=any(type == Authenticator.Type.TOTP for type, _, _ in found),
        keys=tuple((pk, key.name) for type, pk, key in found if type == Authenticator.Type.WEBAUTHN),
        codes_left=sum(
            len(codes.get_unused_codes()) for type, _, codes in found if type == Authenticator.Type.RECOVERY_CODES
        ),
    )


def account_named(typed: str) -> Account | None:
    """Return the active account that someone means by what she typed, None when there is none."""
    return Account.objects.filter(username=clean_username(typed), is_active=True).first()


def clean_username(typed: str) -> str:
    """Return a typed username as stored: a number may be typed in groups, with spaces, dots or dashes."""
    bare = "".join(typed.split()).replace(".", "").replace("-", "")
    return bare if bare.isdecimal() else typed.strip().lower()


def accounts(search: str = "") -> list[Account]:
    """Return the accounts with their grants, by username. search: part of a username or name."""
    wanted = Q(username__icontains=search) | Q(name__icontains=search) if search else Q()
    return list(Account.objects.filter(wanted).prefetch_related("grants").order_by("username"))
