"""Who another system is, by the credential it sends. A hot path: a good credential is remembered for seconds."""

import base64
import binascii
import hashlib
import hmac
import time
from datetime import datetime

from alur.base.access.models import Credential
from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.problems import Problem

REMEMBERED_SECONDS = 5.0
REMEMBERED_MAX = 1_000

_remembered: dict[str, tuple[float, Credential]] = {}


def authenticate_credential(authorization_header: str) -> Actor:
    """Return the actor behind `Basic base64(key:secret)` or `Bearer key:secret`.

    Raises the Problems `access.credential_missing` and `access.bad_credential` (401); neither tells what was wrong.
    """
    key, secret = key_and_secret(authorization_header)
    credential = find(key)
    given = hashlib.sha256(secret.encode()).digest()
    # Compared even when the key is unknown, so that time tells nothing.
    if (
        not hmac.compare_digest(given, bytes(credential.secret_hash) if credential else b"\0" * 32)
        or credential is None
    ):
        raise bad_credential()
    require_valid(credential, clock.now())
    return Actor(kind="credential", name=f"credential:{credential.key}", scopes=frozenset(credential.scopes))


def key_and_secret(header: str) -> tuple[str, str]:
    scheme, _, value = header.strip().partition(" ")
    if scheme.lower() not in ("basic", "bearer") or not value.strip():
        raise Problem(
            "access.credential_missing",
            "This address needs a credential.",
            field="Authorization",
            mend="Send Basic or Bearer with key:secret; create one with: alur credentials create NAME --scope SCOPE.",
            status=401,
        )
    pair = decoded(value.strip()) if scheme.lower() == "basic" else value.strip()
    key, colon, secret = pair.partition(":")
    if not colon:
        raise bad_credential()
    return key, secret


def decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise bad_credential() from error


def find(key: str) -> Credential | None:
    until, credential = _remembered.get(key, (0.0, None))
    if credential is not None and until > time.monotonic():
        return credential
    credential = Credential.objects.filter(key=key).first()
    if credential is not None:
        if len(_remembered) >= REMEMBERED_MAX:
            _remembered.clear()
        _remembered[key] = (time.monotonic() + REMEMBERED_SECONDS, credential)
    return credential


def forget() -> None:
    """Drop what is remembered in this process: after a revocation it holds here at once, elsewhere within seconds."""
    _remembered.clear()


def require_valid(credential: Credential, at: datetime) -> None:
    expired = credential.expires_at is not None and credential.expires_at <= at
    if credential.revoked_at is not None or expired:
        raise bad_credential()


def bad_credential() -> Problem:
    return Problem(
        "access.bad_credential",
        "The credential is not valid.",
        field="Authorization",
        mend="Check key and secret, or create a new one with: alur credentials create NAME --scope SCOPE.",
        status=401,
    )
