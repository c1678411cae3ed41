"""What curators look after: the queue, one tap to verify, and how an item is cared for."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib.problems import Problem, on_form
from alur.catalogue.views.lists import one_of, page_number, query_string
from alur.knowledge.forms import AudienceForm, CareForm
from alur.knowledge.permissions import reader, require_curate
from alur.knowledge.queries.curating import Key, queue, told
from alur.knowledge.queries.items import item_of
from alur.knowledge.rules.naming import name
from alur.knowledge.rules.queueing import Reason
from alur.knowledge.services.texts import UNPROCESSABLE
from alur.knowledge.services.verifying import Care, care_for, verify_items
from alur.people.queries.units import unit_tree

A_PAGE, OK = 20, 200


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer, the most urgent first."""
    actor = actor_behind(request)
    only = one_of(request, "perlu", [each.value for each in Reason])
    paginator: Paginator[Key] = Paginator(queue(actor, Reason(only) if only else None), A_PAGE)  # type: ignore[arg-type]
    page = paginator.get_page(page_number(request))
    context = {
        "page": page,
        "waiting": told(list(page)),
        "reasons": list(Reason),
        "only": only,
        "query": query_string({"perlu": only}),
        "is_reader": reader(actor) is not None,
    }
    return render(request, "knowledge/kurasi_pengetahuan.html", context)


@require_POST
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Let the viewer stand for an item; back to where she was."""
    actor = actor_behind(request)
    item = item_of(code, actor)
    try:
        verify_items(actor=actor, codes=[code], owns="milik" in request.POST)
    except Problem as problem:
        if problem.status not in (409, UNPROCESSABLE):
            raise
        messages.error(request, str(problem))
        return redirect("pengetahuan_rawat", code=code)
    messages.success(request, _("“%(title)s” is verified.") % {"title": item.activity.title})
    if "antrean" in request.POST:
        return redirect("kurasi_pengetahuan")
    return redirect("pengetahuan_satu", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def care(request: HttpRequest, code: str) -> HttpResponse:
    """Show how an item is looked after; by POST, change it."""
    actor = actor_behind(request)
    item = item_of(code, actor)
    require_curate(actor, item.unit)
    initial = {
        "sumber": item.source,
        "berlaku": item.valid_until,
        "tinjau": item.review_on,
        "pemilik": item.owner.nip if item.owner else "",
    }
    form = CareForm(request.POST or None, initial=initial)
    chosen = [name(str(each.unit_id), with_below=each.with_below) for each in item.audience.all()]
    whom = AudienceForm(request.POST or None, initial={"pembaca": chosen}, units=unit_tree())
    if form.is_valid() and whom.is_valid():
        values = form.cleaned_data
        wanted = Care(values["pemilik"].strip(), values["tinjau"], values["berlaku"], values["sumber"], whom.audience())
        try:
            care_for(actor=actor, code=code, care=wanted)
        except Problem as problem:
            if problem.status != UNPROCESSABLE:
                raise
            on_form(problem, form)
        else:
            messages.success(request, _("It is kept."))
            return redirect("pengetahuan_satu", code=code)
    context = {"item": item, "form": form, "whom": whom, "chosen": whom["pembaca"].value() or []}
    is_wrong = form.errors or whom.errors
    return render(request, "knowledge/rawat.html", context, status=UNPROCESSABLE if is_wrong else OK)
