"""Questions about entries of the ledger: asked and answered beside the entry, listed for whoever answers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib.problems import Problem, on_form
from alur.catalogue.views.lists import page_at, page_number, query_string
from alur.credit.permissions import ANSWER
from alur.credit.queries.questions import count_waiting, questions
from alur.credit.services import questions as services
from alur.home.forms import MessageForm
from alur.home.views.people import pages_offered
from alur.home.views.rapor import entry_page, entry_seen_by
from alur.home.views.units import chosen_unit, unit_choices
from alur.records.queries.remembered import present

QUESTIONS_A_PAGE = 25
COUNT_KEPT_SECONDS = 60
REFUSALS = (403, 404)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer wherever the viewer reaches, or in one unit and all below it.

    `semua` in the address: also what has been answered.
    """
    actor = actor_behind(request)
    units = unit_choices(actor, ANSWER, at=present())
    unit = chosen_unit(request, units)
    is_all = request.GET.get("semua") == "1"
    found = questions(actor, path=unit.path if unit else "", is_open=not is_all)
    page, rows = page_at(page_number(request), found, a_page=QUESTIONS_A_PAGE)
    context = {
        "offered": pages_offered(actor),
        "unit": unit,
        "units": units,
        "page": page,
        "rows": rows,
        "is_all": is_all,
        "query": query_string({"unit": unit.code if unit else "", "semua": "1" if is_all else ""}),
    }
    return render(request, "home/unit_pertanyaan.html", context)


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """Tell how many questions wait for the viewer, for the navigation; nothing to say of none."""
    waiting = count_waiting(actor_behind(request))
    answer = render(request, "home/unit_jumlah.html", {"count": waiting}) if waiting else HttpResponse(status=204)
    answer["Cache-Control"] = f"private, max-age={COUNT_KEPT_SECONDS}"
    return answer


@require_POST
def ask(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Ask about an entry of one's own."""
    return said(request, entry_id, services.ask, _("Your question is on its way to the unit's manager."))


@require_POST
def answer(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Answer what was asked about an entry."""
    return said(request, entry_id, services.answer, _("Your answer stands beside the entry."))


@require_POST
def close(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Say that it is clear."""
    services.close(actor=actor_behind(request), entry_id=entry_id)
    return redirect("rapor_entry", entry_id=entry_id)


def said(request: HttpRequest, entry_id: UUID, service: Callable[..., None], done: str) -> HttpResponse:
    actor = actor_behind(request)
    line, employee = entry_seen_by(actor, entry_id)
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            service(actor=actor, entry_id=entry_id, id=form.cleaned_data["id"], text=form.cleaned_data["text"])
        except Problem as problem:
            if problem.status in REFUSALS:
                raise
            on_form(problem, form)
    if form.errors:
        return entry_page(request, line, employee, message=form)
    messages.success(request, done)
    return redirect("rapor_entry", entry_id=entry_id)
