"""What readers say below an item, sent from its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alur.base.access.queries import actor_behind
from alur.base.lib.problems import Problem
from alur.knowledge.models import Comment, Item
from alur.knowledge.queries.discussion import comment_of
from alur.knowledge.services import discussing as services
from alur.knowledge.views.items import Wrong, page

ON_FORM = (422, 429)


@require_POST
def say(request: HttpRequest, code: str) -> HttpResponse:
    """Take what a reader says."""
    try:
        made = services.say(actor=actor_behind(request), code=code, text=request.POST.get("kata", ""))
    except Problem as problem:
        if problem.status not in ON_FORM:
            raise
        return page(request, code, Wrong(problem, "discussion"))
    messages.success(request, _("It stands below the item."))
    return below(made.item, made)


@require_POST
def change(request: HttpRequest, id: int) -> HttpResponse:
    """Take it in other words, or away."""
    actor = actor_behind(request)
    if "hapus" in request.POST:
        item = services.take_back(actor=actor, id=id)
        messages.success(request, _("It is taken away."))
        return below(item)
    try:
        found = services.change(actor=actor, id=id, text=request.POST.get("kata", ""))
    except Problem as problem:
        if problem.status not in ON_FORM:
            raise
        return page(request, comment_of(actor, id).item.activity.code, Wrong(problem, "comment", id))
    messages.success(request, _("It is changed."))
    return below(found.item, found)


@require_POST
def decide(request: HttpRequest, id: int) -> HttpResponse:
    """Take what a curator says of it: an answer or none, hidden or shown."""
    actor, wanted = actor_behind(request), request.POST.get("putusan", "")
    if wanted in ("jawaban", "bukan"):
        found = services.mark(actor=actor, id=id, is_answer=wanted == "jawaban")
    else:
        found = services.hide(actor=actor, id=id, is_hidden=wanted != "tampil")
    messages.success(request, _("It is kept."))
    return below(found.item, found)


def below(item: Item, comment: Comment | None = None) -> HttpResponse:
    address = reverse("pengetahuan_satu", kwargs={"code": item.activity.code})
    return redirect(f"{address}#{f'komentar-{comment.pk}' if comment else 'diskusi'}")
