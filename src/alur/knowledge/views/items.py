"""The list of knowledge, and one item to read."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alur.base.ui.rendering import rendered, viewing
from alur.catalogue.views.lists import one_of, page_at, page_number, query_string, words
from alur.knowledge.queries.items import Asked, choices, document, items
from alur.records.queries.remembered import present, remembered


@dataclass(frozen=True, slots=True)
class Found:
    """The items of a page. texts: what the list says of each."""

    page: Page[Any]
    texts: list[Markup]


@require_safe
def all_items(request: HttpRequest) -> HttpResponse:
    """Show the items that are looked for."""
    now = present()
    found = remembered("pengetahuan_choices", (), choices, at=now.known)
    asked = Asked(
        q=words(request),
        kind=one_of(request, "kind", found.kinds),
        unit=one_of(request, "unit", found.units),
        topic=one_of(request, "topic", found.topics.names),
        year=one_of(request, "tahun", found.years),
    )
    given = asdict(asked)
    given["tahun"] = given.pop("year")
    number = page_number(request)

    def read() -> Found:
        page, rows = page_at(number, items(asked, found))
        return Found(page, rendered("knowledge/pieces.html", "item_text", [(each,) for each in rows]))

    context = {
        "found": remembered("pengetahuan", (viewing(), asked, number), read, at=now.known),
        "asked": asked,
        "choices": found,
        "query": query_string(given),
    }
    return render(request, "knowledge/pengetahuan.html", context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show an item."""
    return render(request, "knowledge/pengetahuan_satu.html", {"document": document(code)})
