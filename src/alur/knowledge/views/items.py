"""The list of knowledge, and one item to read."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.catalogue.views.lists import one_of, page_of, query_string, words
from alur.knowledge.queries.items import Asked, choices, document, items


@require_safe
def all_items(request: HttpRequest) -> HttpResponse:
    """Show the items that are looked for."""
    found = choices()
    asked = Asked(
        q=words(request),
        kind=one_of(request, "kind", found.kinds),
        unit=one_of(request, "unit", found.units),
        topic=one_of(request, "topic", found.topics.names),
        year=one_of(request, "tahun", found.years),
    )
    given = asdict(asked)
    given["tahun"] = given.pop("year")
    page = page_of(request, items(asked, found))
    context = {"page": page, "asked": asked, "choices": found, "query": query_string(given)}
    return render(request, "knowledge/pengetahuan.html", context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show an item."""
    return render(request, "knowledge/pengetahuan_satu.html", {"document": document(code)})
