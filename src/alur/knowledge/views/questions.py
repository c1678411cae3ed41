"""Questions to the curators: asked, and answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem, on_form
from alur.catalogue.models import Kind
from alur.catalogue.views.lists import words
from alur.knowledge.forms import AnswerForm, AskForm, CloseForm
from alur.knowledge.models import Question
from alur.knowledge.permissions import reach_of, search_reader
from alur.knowledge.queries.questions import asked_alike, own_questions, question_of
from alur.knowledge.queries.trust import trusts
from alur.knowledge.services import questions as services
from alur.knowledge.services.texts import UNPROCESSABLE
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import search

OK, NEAR = 200, 5
ON_FORM = (422, 429)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show what the viewer has asked; by POST, ask."""
    actor = actor_behind(request)
    form = AskForm(request.POST or None, initial={"q": words(request)})
    if form.is_valid() and done(form, lambda: services.ask(actor=actor, text=form.cleaned_data["q"])):
        messages.success(request, _("Your question is with the curators; the answer is told to you on Beranda."))
        return redirect("tanya")
    context = {"form": form, "questions": own_questions(actor)}
    return render(request, "knowledge/tanya.html", context, status=status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, id: int) -> HttpResponse:
    """Show a question to whoever may answer it; by POST, answer it."""
    actor = actor_behind(request)
    found = question_of(actor, id)
    form = AnswerForm(request.POST or None, initial={"judul": found.text})
    if form.is_valid():
        values = form.cleaned_data
        told = {"title": values["judul"], "body": values["jawaban"], "source": values["sumber"]}
        made: list[str] = []
        if done(form, lambda: made.append(services.answer(actor=actor, id=id, **told).activity.code)):
            messages.success(request, _("The answer is kept and told to whoever asked."))
            return redirect("pengetahuan_satu", code=made[0])
    return page(request, actor, found, form=form)


def page(request: HttpRequest, actor: Actor, found: Question, **forms: Any) -> HttpResponse:
    alike = list(asked_alike(found).select_related("unit")) or [found]
    context = {
        "question": found,
        "alike": alike,
        "names": names(each.asked_by for each in alike),
        "form": AnswerForm(initial={"judul": found.text}),
        "close_form": CloseForm(),
        **forms,
    }
    return render(request, "knowledge/kurasi_pertanyaan.html", context, status=max(map(status, forms.values())))


@require_safe
def near(request: HttpRequest, id: int) -> HttpResponse:
    """Show what may answer a question already: a part of its page, since looking takes longer than the rest."""
    actor = actor_behind(request)
    found = question_of(actor, id)
    reader = search_reader(reach_of(actor))
    hits = search(found.text, limit=NEAR, reader=reader, narrowing=Narrowing(kind=Kind.KNOWLEDGE)).hits
    context = {"question": found, "hits": hits, "trusts": trusts([hit.code for hit in hits])}
    return render(request, "knowledge/kurasi_dekat.html", context)


@require_POST
def point(request: HttpRequest, id: int) -> HttpResponse:
    """Answer a question by an item that is there."""
    services.answer_by(actor=actor_behind(request), id=id, code=request.POST.get("kode", ""))
    messages.success(request, _("Whoever asked is led there."))
    return redirect("kurasi_pengetahuan")


@require_POST
def close(request: HttpRequest, id: int) -> HttpResponse:
    """Leave a question without an answer."""
    actor, form = actor_behind(request), CloseForm(request.POST)
    if form.is_valid() and done(form, lambda: services.close(actor=actor, id=id, said=form.cleaned_data["alasan"])):
        messages.success(request, _("The question is closed; whoever asked is told why."))
        return redirect("kurasi_pengetahuan")
    return page(request, actor, question_of(actor, id), close_form=form)


def done(form: Any, act: Callable[[], object]) -> bool:
    """Do what a form asks; what it can mend is put on it."""
    try:
        act()
    except Problem as problem:
        if problem.status not in ON_FORM:
            raise
        on_form(problem, form)
    return not form.errors


def status(form: Any) -> int:
    return UNPROCESSABLE if form.errors else OK
