"""Signing in and out, and the way back for who forgot her password."""

from typing import Any

from allauth.account import views as library
from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from alur.base.access import queries, services
from alur.base.access.forms.signin import ConfirmForm, ForgottenForm, NewPasswordForm, SignInForm

UNPROCESSABLE = 422


class ClearRefusal:
    """A form that is refused says so in its status too, for programs and for htmx."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = UNPROCESSABLE
        return response


class SignInView(ClearRefusal, library.LoginView):
    """The door, at `/masuk`."""

    form_class = SignInForm
    template_name = "access/masuk.html"


class SignOutView(library.LogoutView):
    """The way out. A plain visit asks first, so that no foreign page can sign her out."""

    template_name = "access/keluar.html"


@method_decorator(login_not_required, name="dispatch")
class InactiveView(TemplateView):
    """For who has the right password of an account that was closed."""

    template_name = "access/nonaktif.html"


@login_not_required
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask whose password was forgotten. The same answer and the same work for any username."""
    form = ForgottenForm(request.POST or None)
    is_sent = False
    if form.is_valid():
        username = form.cleaned_data["username"]
        is_sent = is_allowed_reset(request, username)
        if is_sent:
            services.request_reset(username=username)
        else:
            form.add_error(None, _("Too many requests. Try again in an hour."))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "access/lupa_sandi.html", {"form": form, "is_sent": is_sent}, status=status)


def is_allowed_reset(request: HttpRequest, username: str) -> bool:
    address = get_adapter().get_client_ip(request)
    key = f"{address}:{queries.clean_username(username)}"
    return bool(ratelimit.consume(request, app="allauth.account", action="reset_password", key=key))


@method_decorator(login_not_required, name="dispatch")
class NewPasswordView(ClearRefusal, library.PasswordResetFromKeyView):
    """Behind the link in the mail."""

    form_class = NewPasswordForm
    template_name = "access/sandi_baru.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"token_fail": False, "form": None, **super().get_context_data(**kwargs)}


@method_decorator(login_not_required, name="dispatch")
class NewPasswordDoneView(TemplateView):
    """The new password holds."""

    template_name = "access/sandi_selesai.html"


class ConfirmView(ClearRefusal, library.ReauthenticateView):
    """Asks for the password once more before something that matters."""

    form_class = ConfirmForm
    template_name = "access/konfirmasi.html"
