"""One participant of a session, and presence taken back that was wrong."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alur.base.access.queries import actor_behind
from alur.learning.forms.sessions import TakingBackForm
from alur.learning.permissions import require_manage
from alur.learning.queries.one_participant import OneParticipant, one_participant
from alur.learning.queries.sessions import session
from alur.learning.services.taking_back import take_back, take_back_open

OK, UNPROCESSABLE = 200, 422


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str, nip: str) -> HttpResponse:
    """Show when somebody was there; by POST, take a span back."""
    found = session(code)
    require_manage(actor_behind(request), found.unit)
    who = one_participant(found, nip)
    form = TakingBackForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        take(request, code, who, form)
        messages.success(request, _("The presence is taken back."))
        return redirect("sesi_peserta_satu", code=code, nip=nip)
    context = {"session": found, "them": who, "form": form, "record_id": uuid4()}
    return render(request, "learning/sesi_peserta_satu.html", context, status=UNPROCESSABLE if form else OK)


def take(request: HttpRequest, code: str, who: OneParticipant, form: TakingBackForm) -> None:
    values = form.cleaned_data
    actor, reason = actor_behind(request), values["alasan"]
    if values["kehadiran"] is None:
        take_back_open(actor=actor, code=code, employee=who.employee, reason=reason)
    else:
        id = values["kehadiran"]
        take_back(
            actor=actor,
            code=code,
            employee=who.employee,
            presence_id=id,
            reason=reason,
            record_id=values["record_id"],
        )
