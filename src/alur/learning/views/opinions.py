"""What readers say of a module: stars, mistakes found, and the answers to these."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem, on_form
from alur.catalogue.views.lists import A_PAGE, page_number
from alur.learning.forms.opinions import AnswerForm, RatingForm, ReportForm
from alur.learning.models import ReportState
from alur.learning.permissions import learner
from alur.learning.queries.offers import Offer, offer
from alur.learning.queries.opinions import has_completed, own_rating, own_reports, report_of, reports
from alur.learning.rules.opinions import FEWEST, mean_stars
from alur.learning.services.opinions import answer_report, rate_module, report_mistake
from alur.learning.views.drafts import author

UNPROCESSABLE, OK = 422, 200
ON_FORM = (409, 422, 429)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is thought of a module and what the viewer may say; by POST, let it have her stars."""
    actor, found = actor_behind(request), offer(code)
    form = RatingForm(request.POST or None)
    if form.is_valid() and rated(actor, code, form):
        messages.success(request, _("Thank you; your stars are kept."))
        return redirect("modul_pendapat", code=code)
    return page(request, actor, found, form=form)


def rated(actor: Actor, code: str, form: RatingForm) -> bool:
    values = form.cleaned_data
    return sent(form, lambda: rate_module(actor=actor, code=code, stars=values["bintang"], text=values["kata"]))


def page(request: HttpRequest, actor: Actor, found: Offer, **forms: Any) -> HttpResponse:
    employee = learner(actor)
    hers = own_rating(employee, found.activity_id) if employee else None
    wrong = any(each.errors for each in forms.values())
    context = {
        "offer": found,
        "mean": mean_stars(found.rating_count, found.rating_sum),
        "fewest": FEWEST,
        "hers": hers,
        "may_rate": bool(employee and (hers or has_completed(employee, found.activity_id))),
        "is_learner": employee is not None,
        "reports": own_reports(actor, found.activity_id),
        "report_id": uuid4(),
        "form": None,
        "report_form_sent": None,
        **forms,
    }
    return render(request, "learning/pendapat.html", context, status=UNPROCESSABLE if wrong else OK)


@require_POST
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Take a report of a mistake; within a screen, in place, and without scripts back to where she was."""
    actor, form = actor_behind(request), ReportForm(request.POST)
    is_sent = form.is_valid() and reported(actor, code, form)
    if "HX-Request" in request.headers:
        context = {"code": code, "form": form, "is_sent": is_sent, "report_id": request.POST.get("id", "")}
        return render(request, "learning/dilaporkan.html", context, status=OK if is_sent else UNPROCESSABLE)
    if not is_sent:
        return page(request, actor, offer(code), report_form_sent=form)
    messages.success(request, _("Thank you; your report is sent. The answer appears on Beranda."))
    number = form.cleaned_data["layar"]
    here = reverse("modul_layar", kwargs={"code": code, "number": number}) if number else ""
    return redirect(here or reverse("modul_pendapat", kwargs={"code": code}))


def reported(actor: Actor, code: str, form: ReportForm) -> bool:
    values: dict[str, Any] = form.values()
    return sent(form, lambda: report_mistake(actor=actor, code=code, **values))


def sent(form: Any, act: Any) -> bool:
    """Do what a form asks; what it can mend is put on it."""
    try:
        act()
    except Problem as problem:
        if problem.status not in ON_FORM:
            raise
        on_form(problem, form)
    return not form.errors


@require_safe
def all_reports(request: HttpRequest) -> HttpResponse:
    """Show the reports on modules that the viewer may write: those open, or those answered."""
    actor = author(request)
    state = ReportState.ANSWERED if "dijawab" in request.GET else ReportState.OPEN
    rows = Paginator(reports(actor, state), A_PAGE).get_page(page_number(request))
    context = {"page": rows, "state": state, "names": names(each.reported_by for each in rows)}
    return render(request, "learning/kurasi_laporan_semua.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_report(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a report; by POST, answer it."""
    actor = author(request)
    found = report_of(actor, id)
    form = AnswerForm(request.POST or None, initial={"jawaban": found.answer})
    if form.is_valid() and sent(form, lambda: answer_report(actor=actor, id=id, text=form.cleaned_data["jawaban"])):
        messages.success(request, _("The answer is sent."))
        return redirect("kurasi_laporan_semua")
    context = {"report": found, "form": form, "names": names([found.reported_by, found.answered_by])}
    return render(request, "learning/kurasi_laporan.html", context, status=UNPROCESSABLE if form.errors else OK)
