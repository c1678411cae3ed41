"""The list of modules."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.base.ui.environment import rendered, viewing
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import topics_of
from alur.catalogue.views.lists import one_of, page_at, page_number, query_string, words
from alur.learning.models import ModuleKind
from alur.learning.queries.modules import Asked, hers, modules
from alur.records.queries.remembered import present, remembered


@dataclass(frozen=True, slots=True)
class Found:
    """The modules of a page as everybody sees them. parts: by activity, what a module's card says."""

    page: Page[Any]
    parts: dict[int, Markup]


@require_safe
def all_modules(request: HttpRequest) -> HttpResponse:
    """Show the modules that are looked for, and which of them she has completed this year."""
    now = present()
    topics = remembered("modul_topics", (), lambda: topics_of(Kind.MODULE), at=now.known)
    asked = Asked(words(request), one_of(request, "kind", ModuleKind.values), one_of(request, "topic", topics.names))
    number = page_number(request)

    def read() -> Found:
        page, rows = page_at(number, modules(asked, topics))
        cards = rendered("learning/pieces.html", "module_card", [(each,) for each in rows])
        return Found(page, {each.activity_id: card for each, card in zip(rows, cards, strict=True)})

    found = remembered("modul", (viewing(), asked, number), read, at=now.known)
    context = {
        "page": found.page,
        "parts": found.parts,
        "asked": asked,
        "query": query_string(asdict(asked)),
        "kinds": ModuleKind.values,
        "topics": topics.names,
        "hers": hers(actor_behind(request).subject, found.parts, clock.today().year),
    }
    return render(request, "learning/modul.html", context)
