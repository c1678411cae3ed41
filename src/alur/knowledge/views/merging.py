"""An item that says what another says: which one, what is other, and making one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alur.base.access.queries import actor_behind
from alur.base.lib.posted import text
from alur.base.lib.problems import Problem
from alur.knowledge.permissions import may_curate, require_curate
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.resembling import near
from alur.knowledge.queries.versions import text_of
from alur.knowledge.services.merging import merge
from alur.knowledge.services.texts import UNPROCESSABLE
from alur.knowledge.views.history import compared

OK, NOT_FOUND = 200, 404


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show what resembles an item and, of one that is chosen, what is other; by POST, let it be part of that one."""
    actor, item = actor_behind(request), item_of(code, actor_behind(request))
    chosen = text((request.POST if request.method == "POST" else request.GET).get("kode", "")).strip()
    if request.method == "POST" and chosen and item.activity.code != code:
        return redirect("pengetahuan_satu", code=item.activity.code)  # sent twice
    require_curate(actor, item.unit)
    other, wrong = None, None
    try:
        other = item_of(chosen, actor) if chosen else None
        if request.method == "POST":
            kept = merge(actor=actor, code=code, into=chosen)
            messages.success(request, _("“%(title)s” is part of this now.") % {"title": item.activity.title})
            return redirect("pengetahuan_satu", code=kept.activity.code)
    except Problem as problem:
        if problem.status not in (UNPROCESSABLE, NOT_FOUND):
            raise
        wrong = problem
    found = near(actor, item.activity.title, item.body, besides=item.pk)
    context = {
        "item": item,
        "other": other,
        "chosen": chosen,
        "wrong": wrong,
        "compared": compared(text_of(item), text_of(other)) if other and not wrong else None,
        "found": [each for each in found if may_curate(actor, each.item.unit)],
    }
    return render(request, "knowledge/gabung.html", context, status=wrong.status if wrong else OK)
