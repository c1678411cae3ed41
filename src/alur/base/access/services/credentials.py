"""Creates and revokes what other systems sign in with."""

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.models import Credential
from alur.base.access.queries import credentials
from alur.base.access.rules import Actor
from alur.base.access.services import trail
from alur.base.lib import clock
from alur.base.lib.problems import Problem

SCOPE = re.compile(r"[a-z][a-z_]*:[a-z][a-z_]*")
KEY_BYTES = 10
SECRET_BYTES = 32
NAME_MAX = 100


@dataclass(frozen=True, slots=True)
class NewCredential:
    """A credential with its secret, which is shown once and kept nowhere."""

    credential: Credential
    secret: str


@transaction.atomic
def create_credential(
    *, actor: Actor, name: str, scopes: Collection[str], expires_at: datetime | None = None
) -> NewCredential:
    """Create a credential. scopes: such as `xapi:write`.

    Raises the Problems `access.bad_credential_name`, `access.bad_scope`.
    """
    permissions.require(actor, "integration.manage")
    require_name(name)
    for scope in scopes:
        require_scope_form(scope)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    credential = Credential.objects.create(
        name=name.strip(),
        key=secrets.token_hex(KEY_BYTES),
        # The secret is random and long, so a fast hash is enough and keeps the hot path fast.
        secret_hash=hashlib.sha256(secret.encode()).digest(),
        scopes=sorted(set(scopes)),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    trail.write(actor, "credentials.create", f"credential:{credential.key}", scopes=credential.scopes)
    return NewCredential(credential, secret)


@transaction.atomic
def revoke_credential(*, actor: Actor, key: str) -> None:
    """Let a credential be valid no more. Raises the Problem `access.unknown_credential`."""
    permissions.require(actor, "integration.manage")
    changed = Credential.objects.filter(key=key, revoked_at=None).update(revoked_at=clock.now())
    if not changed:
        raise Problem(
            "access.unknown_credential",
            _("There is no valid credential with the key “%(key)s”.") % {"key": key[:80]},
            field="key",
            status=404,
        )
    credentials.forget()
    trail.write(actor, "credentials.revoke", f"credential:{key}")


def require_name(name: str) -> None:
    if not 0 < len(name.strip()) <= NAME_MAX:
        raise Problem(
            "access.bad_credential_name",
            _("A credential needs a name of at most %(length)d characters.") % {"length": NAME_MAX},
            field="name",
            mend=_("Name the system that will use it."),
        )


def require_scope_form(scope: str) -> None:
    if not SCOPE.fullmatch(scope):
        raise Problem(
            "access.bad_scope",
            _("“%(scope)s” is no scope.") % {"scope": scope[:80]},
            field="scope",
            mend=_("Write what:how, such as xapi:write."),
        )
