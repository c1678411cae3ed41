"""Notes in the audit trail what happens inside the sign-in library."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, user_logged_in, user_logged_out
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from alur.base.access.models import Account
from alur.base.access.queries import clean_username
from alur.base.access.rules import NOBODY, Actor
from alur.base.access.services import trail

ACTIONS = {
    user_logged_in: "accounts.sign_in",
    user_logged_out: "accounts.sign_out",
    password_changed: "accounts.change_password",
    password_reset: "accounts.reset_password",
    authenticator_added: "accounts.add_factor",
    authenticator_removed: "accounts.remove_factor",
    authenticator_reset: "accounts.reset_factor",
}


def connect() -> None:
    """Listen to the library's signals. Called once at start."""
    for signal, action in ACTIONS.items():
        signal.connect(note(action), weak=False, dispatch_uid=f"alur.{action}")
    user_login_failed.connect(note_failure, dispatch_uid="alur.accounts.sign_in_failed")


def note(action: str) -> Any:
    def write(user: Account | None = None, **_signal: object) -> None:
        if user is not None:
            trail.write(Actor(kind="account", name=f"account:{user.pk}"), action, f"account:{user.pk}")

    return write


def note_failure(credentials: dict[str, str], request: HttpRequest | None = None, **_signal: object) -> None:
    # Only an account that exists is named: what is typed by mistake may be a password.
    account = Account.objects.filter(username=clean_username(credentials.get("username", ""))).only("pk").first()
    if account is not None:
        trail.write(NOBODY, "accounts.sign_in_failed", f"account:{account.pk}")
