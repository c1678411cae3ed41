"""The search over titles, at `/cari`."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.catalogue.rules.titles import marked
from alur.catalogue.views.lists import A_PAGE, one_of, page_number, query_string, words
from alur.home.queries.searching import KINDS, found
from alur.records.queries.remembered import present


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what holds the words asked for, by kind."""
    text, kind = words(request), one_of(request, "jenis", KINDS)
    hits = found(text, kind, at=present())
    page = Paginator(hits.rows, A_PAGE).get_page(page_number(request))
    context = {
        "text": text,
        "kind": kind,
        "kinds": KINDS,
        "counts": hits.counts,
        "page": page,
        "titles": [marked(each.title, hits.words) for each in page],
        "query": query_string({"q": text, "jenis": kind}),
        "query_of_all": query_string({"q": text}),
    }
    return render(request, "home/cari.html", context)
