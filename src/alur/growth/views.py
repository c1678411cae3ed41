"""Saying a word on what somebody completed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem, on_form
from alur.growth.forms import FeedbackForm
from alur.growth.models import FeedbackKind
from alur.growth.permissions import leads
from alur.growth.queries import completion_of, own_word
from alur.growth.services import give_feedback, take_feedback_back

UNPROCESSABLE, OK, NOT_FOUND, LARGEST_ID = 422, 200, 404, 2**63 - 1


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show the form of a word on a completion; by POST, say it and go back to the person's page."""
    actor = actor_behind(request)
    line, employee = completion_of(actor, entry_id)
    said = own_word(actor, line.evidence_id)
    form = FeedbackForm(request.POST or None, initial={"kata": said.text if said else ""})
    if form.is_valid() and given(actor, entry_id, form):
        praised = form.cleaned_data["jenis"] == FeedbackKind.PRAISE
        messages.success(request, _("Your praise is sent.") if praised else _("Your advice is sent."))
        return redirect("tim_satu", nip=employee.nip)
    context = {"line": line, "employee": employee, "form": form, "leads": leads(actor, employee)}
    return render(request, "growth/kata.html", context, status=UNPROCESSABLE if form.errors else OK)


def given(actor: Actor, entry_id: UUID, form: FeedbackForm) -> bool:
    values = form.cleaned_data
    try:
        give_feedback(actor=actor, entry_id=entry_id, kind=values["jenis"], text=values["kata"])
    except Problem as problem:
        if problem.status == NOT_FOUND:
            raise
        on_form(problem, form)
    return not form.errors


@require_POST
def take_back(request: HttpRequest, id: int) -> HttpResponse:
    """Take back a word of the viewer's."""
    found = take_feedback_back(actor=actor_behind(request), id=min(id, LARGEST_ID))
    messages.success(request, _("It is taken back; nobody sees it any more."))
    return redirect("tim_satu", nip=found.employee.nip)
