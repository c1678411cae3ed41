"""What was looked for and not found: counted by the search page, shown to curators."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alur.base.access.queries import actor_behind
from alur.base.lib.posted import small, text
from alur.catalogue.views.lists import page_number
from alur.knowledge.permissions import curated_paths
from alur.knowledge.queries.missing import Missed, missed
from alur.knowledge.services.missing import key_of, note_missing, settle_missing

A_PAGE, REMEMBERED = 20, 30
SESSION_KEY = "looked_for"


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Count that a search found nothing, once a browser however often the page is looked at."""
    asked = text(request.POST.get("q", ""))
    key = key_of(asked)
    before = request.session.get(SESSION_KEY, [])
    if key and key not in before and note_missing(asked):
        request.session[SESSION_KEY] = [*before, key][-REMEMBERED:]
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show what was looked for and not found; by POST, put it away."""
    actor = actor_behind(request)
    curated_paths(actor)
    if request.method == "POST":
        settle_missing(actor=actor, ids=[small(each) for each in request.POST.getlist("id")])
        messages.success(request, _("It is put away."))
        return redirect("kurasi_pencarian")
    paginator: Paginator[Missed] = Paginator(missed(), A_PAGE)
    page = paginator.get_page(page_number(request))
    return render(request, "knowledge/kurasi_pencarian.html", {"page": page, "new_id": uuid4})
