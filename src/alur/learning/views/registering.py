"""Registering, withdrawing, and a supervisor's word."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alur.base.access.queries import actor_behind
from alur.base.lib.problems import Problem
from alur.learning.forms.sessions import DecisionForm
from alur.learning.services import registering


@require_POST
def register(request: HttpRequest, code: str) -> HttpResponse:
    """Register for a session; its page then says with what result."""
    registering.register(actor=actor_behind(request), code=code)
    return redirect("sesi_satu", code=code)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a registration back."""
    registering.withdraw(actor=actor_behind(request), code=code)
    return redirect("sesi_satu", code=code)


@require_POST
def decide(request: HttpRequest, id: int) -> HttpResponse:
    """Consent to a registration or refuse it."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Problem(
            "learning.bad_form",
            _("This page has sent something that cannot be read."),
            field=next(iter(form.errors)),
            mend=_("Go back and repeat the step."),
        )
    is_granted = form.cleaned_data["putusan"] == "setuju"
    registering.decide(
        actor=actor_behind(request), registration_id=id, is_granted=is_granted, reason=form.cleaned_data["alasan"]
    )
    messages.success(request, _("You have consented.") if is_granted else _("You have refused."))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    """Return the page of ours from which the form was sent."""
    page = urlsplit(request.headers.get("Referer", "")).path
    return page if page.startswith("/sesi/") else "/tim"
