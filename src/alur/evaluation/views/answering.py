"""The level-1 form, for those who took part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.evaluation.forms import AnswerForm
from alur.evaluation.queries.asking import about, hers
from alur.evaluation.rules import FEWEST
from alur.evaluation.services.answering import answer, require_asked
from alur.learning.permissions import require_learner

OK, UNPROCESSABLE = 200, 422
PAGES = {Kind.SESSION: "sesi_satu", Kind.MODULE: "modul_satu"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_session(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what she thought of a session; by POST, take her answers in."""
    return form_of(request, Kind.SESSION, code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_module(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what she thought of a module; by POST, take her answers in."""
    return form_of(request, Kind.MODULE, code)


def form_of(request: HttpRequest, kind: Kind, code: str) -> HttpResponse:
    asked, now = about(kind, code), clock.now()
    form = AnswerForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        is_new = answer(actor=actor_behind(request), kind=kind, code=code, scores=form.scores(), at=now)
        thanks = _("Thank you. Your answers are stored without your name.")
        messages.success(request, thanks if is_new else _("You have answered already; that stays as it is."))
        return redirect(PAGES[kind], code=code)
    standing = hers(require_learner(actor_behind(request)), asked.activity_id)
    require_asked(asked, standing, now)
    context = {
        "asked": asked,
        "form": form,
        "has_answered": standing.has_answered,
        "back": PAGES[kind],
        "fewest": FEWEST,
    }
    return render(request, "evaluation/jawab.html", context, status=UNPROCESSABLE if form.errors else OK)
