"""How the sign-in library behaves here: no sign-up, limits that spare an office behind one address, our own words."""

import base64
import hashlib
from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

WRONG = _("Username and password do not match. Check both, or choose “Forgot password”.")
TOO_MANY = _("Too many attempts with this username. Try again in five minutes, or choose “Forgot password”.")


class AccountAdapter(DefaultAccountAdapter):
    """The library's account behaviour."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "account_inactive": _("This account is no longer active. Ask your unit's manager."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "incorrect_code": _("This code is not right, or no longer. Type the code shown now."),
        "rate_limited": _("Too many attempts. Wait a minute, then try again."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address the outermost trusted proxy saw; what stands further left anybody may have written."""
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        proxies = settings.TRUSTED_PROXIES
        if proxies and len(forwarded) >= proxies:
            return forwarded[-proxies]
        return str(request.META.get("REMOTE_ADDR", ""))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show only messages given as text: signing in and out needs no announcement."""
        if kwargs.get("message"):
            super().add_message(*args, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt for this username from this address, and, far more leniently, for the username alone."""
        username = str(credentials.get("username", ""))
        self._by_username = ratelimit.consume(
            request, app="allauth.account", action="login_by_username", key=username.lower()
        )
        if not self._by_username:
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._by_username:
            self._by_username.rollback()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{self.get_client_ip(request)}:{str(credentials.get('username', '')).lower()}"


class FactorAdapter(DefaultMFAAdapter):
    """The library's second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def get_totp_issuer(self) -> str:
        return "Alur"

    def _get_site_name(self) -> str:
        return "Alur"

    def encrypt(self, text: str) -> str:
        return factor_box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return factor_box().decrypt(encrypted_text.encode()).decode()


@cache
def factor_box() -> Fernet:
    """Return what keeps second factors unreadable in a copy of the database that came without the secret key."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"alur.factors:{settings.SECRET_KEY}".encode()).digest()))
