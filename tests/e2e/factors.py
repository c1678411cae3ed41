"""An account with every second factor, and its door half open."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from alur.base.access.models import Account
from tests import cast

ID = b"a key of the tests"
# Shaped as a public key is; nothing is ever signed with it.
PUBLIC = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})


def guard(account: Account) -> int:
    """Give an account an app, a key and recovery codes, as if it had set them up; return the key's number."""
    TOTP.activate(account, generate_totp_secret())
    RecoveryCodes.activate(account)
    return int(WebAuthn.add(account, "Kunci kantor", credential()).instance.pk)


def credential() -> dict[str, object]:
    """Return what a browser posts of a new key, without a proof of its make."""
    told = AuthenticatorData.create(
        bytes(32),
        AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT,
        0,
        AttestedCredentialData.create(Aaguid.NONE, ID, PUBLIC),
    )
    response = {
        "clientDataJSON": websafe_encode(b'{"type":"webauthn.create","challenge":"","origin":""}'),
        "attestationObject": websafe_encode(AttestationObject.create("none", told, {})),
    }
    key = websafe_encode(ID)
    return {"id": key, "rawId": key, "type": "public-key", "response": response}


def with_password_alone(username: str) -> Client:
    """Return who has given the password and not yet the second factor."""
    client = Client()
    answer = client.post("/masuk", {"username": username, "password": cast.PASSWORD})
    assert answer.headers["Location"] == "/masuk/kode"
    return client


def confirmed(client: Client) -> Client:
    """Let one who is signed in give the password once more, as what matters demands."""
    assert client.post("/akun/konfirmasi?next=/akun", {"password": cast.PASSWORD}).status_code == 302
    return client
