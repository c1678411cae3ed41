"""A draft of an item in review: what it changes, how it looks, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.queries.acting import names
from alur.base.lib.posted import small, text
from alur.catalogue.views.lists import page_number
from alur.knowledge.models import Draft, DraftState
from alur.knowledge.permissions import may_curate
from alur.knowledge.queries.checking import checked, writing_choices
from alur.knowledge.queries.drafts import awaiting, draft_of
from alur.knowledge.queries.rendering import as_read
from alur.knowledge.queries.versions import last_number, text_of
from alur.knowledge.rules.drafting import typed_of
from alur.knowledge.services import reviewing as services
from alur.knowledge.views.history import compared
from alur.knowledge.views.writing import revision, writer

A_PAGE = 20


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the drafts that wait for the viewer to decide, who waits longest first."""
    paginator: Paginator[Draft] = Paginator(awaiting(actor_behind(request)), A_PAGE)
    found = paginator.get_page(page_number(request))
    context = {"page": found, "names": names(each.made_by for each in found)}
    return render(request, "knowledge/kurasi_tulisan.html", context)


@require_safe
def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a draft to whoever decides about it, or to who wants to ask for that."""
    actor = writer(request)
    draft = draft_of(actor, id)
    typed = typed_of(draft.body)
    found = checked(typed, writing_choices())
    item = draft.item if draft.state in (DraftState.DRAFT, DraftState.REVIEW) else None
    version = last_number(item) if item else 0
    context = {
        "draft": draft,
        "typed": typed,
        "checked": found,
        "shown": as_read(found.text.body, found.text.kind),
        "compared": compared(text_of(item), found.text) if item else None,
        "version": version,
        "is_behind": item is not None and draft.based_on != version,
        "may_decide": may_curate(actor, draft.item.unit if draft.item else draft.unit),
        "is_own": actor.name == draft.made_by,
        "names": names([draft.changed_by, draft.made_by]),
    }
    return render(request, "knowledge/tinjau_tulisan.html", context)


@require_POST
def ask_for(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask for the review."""
    services.ask_review(actor=writer(request), id=id, revision=revision(request))
    messages.success(request, _("The curators of your unit read it and publish it. You are told on Beranda."))
    return redirect("tulis_tinjau", id=id)


@require_POST
def decide(request: HttpRequest, id: UUID) -> HttpResponse:
    """Publish the draft, or give it back with what to change."""
    actor = writer(request)
    if "terbit" not in request.POST:
        said = text(request.POST.get("said", "")).strip()
        draft = services.give_back(actor=actor, id=id, said=said)
        return redirect("tulis_draf", id=id) if draft.made_by == actor.name else redirect("kurasi_tulisan")
    version = small(request.POST.get("versi", ""))
    item = services.publish_draft(actor=actor, id=id, revision=revision(request), version=version)
    messages.success(request, _("Published: readers see and find it from now on."))
    return redirect("pengetahuan_satu", code=item.activity.code)
