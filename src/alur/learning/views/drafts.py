"""Modules for those who write them: what is there in which state, and beginning, copying and putting away."""

from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.lib import posted
from alur.base.lib.problems import Problem
from alur.catalogue.views.lists import A_PAGE, page_number, words
from alur.knowledge.queries.curating import waiting_count
from alur.learning.forms import editing
from alur.learning.importers.drafts import code_of
from alur.learning.models import Draft, DraftState, ReportState
from alur.learning.permissions import AUTHOR
from alur.learning.queries.drafts import (
    awaiting,
    codes_taken,
    draft_of,
    drafts,
    module_of,
    modules_of,
    open_draft,
    typed_version,
    version,
    versions,
)
from alur.learning.queries.opinions import reports
from alur.learning.rules.drafting import Typed, proposed_code, typed_of
from alur.learning.services.drafts import Beginning, archive_draft, archive_module, begin_draft
from alur.people.models import Unit

FORBIDDEN, COUNT_KEPT_SECONDS = 403, 60
MOST_OPEN, REPORTS_SHOWN = 200, 3


def author(request: HttpRequest) -> Actor:
    """Return who writes. Raises Problem `access.not_allowed` when the actor may write nowhere."""
    actor = actor_behind(request)
    if not (actor.kind == "system" or actor.paths(permissions.roles_for(AUTHOR))):
        raise permissions.not_allowed()
    return actor


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to what curators look after."""
    author(request)
    return redirect("kurasi_modul")


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """Tell how much that people wait for is the viewer's to decide, for the navigation; nothing to say of none."""
    actor = author(request)
    waiting = awaiting(actor).count() + reports(actor, ReportState.OPEN).count() + waiting_count(actor)
    answer = render(request, "learning/kurasi_jumlah.html", {"count": waiting}) if waiting else HttpResponse(status=204)
    answer["Cache-Control"] = f"private, max-age={COUNT_KEPT_SECONDS}"
    return answer


@require_safe
def all_drafts(request: HttpRequest) -> HttpResponse:
    """Show what is being written, what waits for a review, and what is published."""
    actor = author(request)
    asked, is_archived = words(request), "arsip" in request.GET
    found = list(drafts(actor).defer("body", "images")[: MOST_OPEN + 1])
    page = Paginator(modules_of(actor, asked, is_archived=is_archived), A_PAGE).get_page(page_number(request))
    waiting = reports(actor, ReportState.OPEN)
    context = {
        "has_more": len(found) > MOST_OPEN,
        "reviews": [each for each in found if each.state == DraftState.REVIEW],
        "drafts": [each for each in found if each.state == DraftState.DRAFT],
        "put_away": list(drafts(actor, [DraftState.ARCHIVED]).defer("body", "images")[:MOST_OPEN])
        if is_archived
        else [],
        "written": {each.code: each for each in found},
        "names": names(each.changed_by for each in found),
        "titles": titles(found),
        "page": page,
        "q": asked,
        "is_archived": is_archived,
        "reports": waiting[:REPORTS_SHOWN],
        "report_count": waiting.count(),
    }
    return render(request, "learning/kurasi.html", context)


def titles(found: list[Draft]) -> dict[UUID, str]:
    rows = Draft.objects.filter(pk__in=[each.pk for each in found]).values_list("pk", "body__title")
    return {pk: title or "" for pk, title in rows}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a module from nothing."""
    actor = author(request)
    units = own_units(actor)
    title, code, wrong = "", "", None
    if request.method == "POST":
        title, code = (
            posted.text(request.POST.get("title", "")).strip(),
            posted.text(request.POST.get("code", "")).strip(),
        )
        try:
            unit = next((each for each in units if each.code == request.POST.get("unit")), next(iter(units), None))
            begun = begin(actor, editing.made_id(request), Typed(title=title), code, unit)
            return redirect("kurasi_draf", id=begun.pk)
        except Problem as problem:
            if problem.status == FORBIDDEN:
                raise
            wrong = problem
    context = {"title": title, "code": code, "wrong": wrong, "units": units, "id": uuid4()}
    return render(request, "learning/kurasi_baru.html", context, status=wrong.status if wrong else 200)


def own_units(actor: Actor) -> list[Unit]:
    """Return the units whose modules she may begin; none when all of the agency's."""
    return list(Unit.objects.filter(path__in=actor.paths(permissions.roles_for(AUTHOR))).order_by("name"))


def begin(actor: Actor, id: UUID, typed: Typed, code: str, unit: Unit | None) -> Draft:
    """Begin a draft of a new module. code: "" for one that is proposed."""
    free = code_of(code) if code else free_code(actor, id, typed.title)
    return begin_draft(actor=actor, id=id, beginning=Beginning(free, typed, {}, unit))


def free_code(actor: Actor, id: UUID, title: str) -> str:
    """Return a code for a new draft; sent twice, that which it got."""
    again = Draft.objects.filter(pk=id, made_by=actor.name).first()
    stem = proposed_code(title, ()).partition("-")[0]
    return again.code if again else proposed_code(title, codes_taken(stem))


@require_POST
def from_module(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft from a version of a module: its next one, or with `salin` another module."""
    actor = author(request)
    module = module_of(actor, code)
    if "versi" not in request.POST and "salin" not in request.POST and (begun := open_draft(code)):
        return redirect("kurasi_draf", id=begun.pk)
    number = posted.small(request.POST.get("versi", ""))
    newest = next(iter(versions(module.pk)), None)
    content = version(module.pk, number) if number else newest
    typed, images = typed_version(code, content), dict(content.images) if content else {}
    if "salin" in request.POST:
        return copied(request, actor, typed, images, module.unit)
    based_on = newest.number if newest else 0
    beginning = Beginning(code, typed, images, module.unit, based_on)
    return redirect("kurasi_draf", id=begin_draft(actor=actor, id=editing.made_id(request), beginning=beginning).pk)


def copied(request: HttpRequest, actor: Actor, typed: Typed, images: dict[str, str], unit: Unit | None) -> HttpResponse:
    id = editing.made_id(request)
    beginning = Beginning(free_code(actor, id, typed.title), typed, images, unit)
    return redirect("kurasi_draf", id=begin_draft(actor=actor, id=id, beginning=beginning).pk)


@require_POST
def from_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """Begin another module from a draft."""
    actor = author(request)
    draft = draft_of(actor, id)
    return copied(request, actor, typed_of(draft.body), dict(draft.images), draft.unit)


@require_POST
def put_away(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put a draft away."""
    archive_draft(actor=author(request), id=id)
    return redirect("kurasi_modul")


@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Take a module from the list of modules, or put it back."""
    archive_module(actor=author(request), code=code, is_archived="kembali" not in request.POST)
    return redirect("kurasi_modul")
