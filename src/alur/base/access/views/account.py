"""One's own account: password, second factors, other devices."""

from typing import Any

from allauth.account import views as library
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alur.base.access import permissions, queries, services
from alur.base.access.forms.account import ActivateAppForm, AddKeyForm, CodeForm, ConfirmCodeForm, PasswordForm
from alur.base.access.views.signin import ClearRefusal


def account(request: HttpRequest) -> HttpResponse:
    """Show what there is to keep safe, at `/akun`."""
    actor = queries.actor_behind(request)
    user: Any = request.user
    found = queries.factors_of(user)
    context = {
        "factors": found,
        "is_staff": permissions.is_staff(actor),
        "is_factor_demanded": permissions.is_staff(actor) and settings.STAFF_MFA == "require" and not found.any,
        "offers_keys": offers_keys(request),
        "roles": queries.held_roles(actor),
    }
    return render(request, "access/akun.html", context)


def offers_keys(request: HttpRequest) -> bool:
    """Tell whether browsers allow passkeys here: they need a host name, and TLS unless it is this very machine."""
    host = request.get_host().partition(":")[0]
    return host == "localhost" or (request.is_secure() and not host.replace(".", "").isdecimal())


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End all sign-ins but this one."""
    user: Any = request.user
    services.sign_out_elsewhere(actor=queries.actor_behind(request), account=user)
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out on all other devices."))
    return redirect("account")


class PasswordView(ClearRefusal, library.PasswordChangeView):
    """A new password for who knows the present one."""

    form_class = PasswordForm
    template_name = "access/sandi.html"

    def get_default_success_url(self) -> str:
        messages.success(self.request, _("Your password is changed. You are signed out on all other devices."))
        return "/akun"


class CodeView(factors.AuthenticateView):
    """The second factor, between password and first page."""

    form_class = CodeForm
    template_name = "access/kode.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"webauthn_form": None, "js_data": None, **super().get_context_data(**kwargs)}


class ConfirmCodeView(ClearRefusal, factors.ReauthenticateView):
    """The second factor once more before something that matters."""

    form_class = ConfirmCodeForm
    template_name = "access/konfirmasi.html"


class ActivateAppView(ClearRefusal, totp.ActivateTOTPView):
    """Sets up an authenticator app."""

    form_class = ActivateAppForm
    template_name = "access/faktor_aplikasi.html"


class DeactivateAppView(totp.DeactivateTOTPView):
    """Takes the authenticator app away again."""

    template_name = "access/faktor_lepas.html"


class RecoveryView(recovery.ViewRecoveryCodesView):
    """Shows the recovery codes."""

    template_name = "access/cadangan.html"


class NewRecoveryView(recovery.GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones end."""

    template_name = "access/cadangan_baru.html"


class AddKeyView(webauthn.AddWebAuthnView):
    """Registers a passkey or security key."""

    form_class = AddKeyForm
    template_name = "access/kunci_tambah.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": self.get_form(), **super().get_context_data(**kwargs)}


class RemoveKeyView(webauthn.RemoveWebAuthnView):
    """Takes a passkey away."""

    template_name = "access/kunci_hapus.html"
    success_url = "/akun"


class ConfirmKeyView(webauthn.ReauthenticateWebAuthnView):
    """A passkey once more before something that matters."""

    template_name = "access/konfirmasi_kunci.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": self.get_form(), **super().get_context_data(**kwargs)}
