"""What stands near an item: a part of its page that comes after it, since looking takes longer than the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.knowledge.permissions import reach_of, reader, search_reader
from alur.knowledge.queries.around import around
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.reading import alike
from alur.knowledge.queries.readings import own_reading
from alur.records.queries.remembered import present, remembered


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show what else there is on an item's topics, and who knows; remembered for all who may read the same."""
    actor, now = actor_behind(request), present()
    item = item_of(code, actor)
    same = alike(reach_of(actor), at=now)
    found = remembered("sekitar", (item.pk, same), lambda: around(item, search_reader(same)), at=now.known)
    employee = reader(actor)
    read_at = own_reading(item, employee) if employee else None
    return render(request, "knowledge/sekitar.html", {"around": found, "read_at": read_at})
