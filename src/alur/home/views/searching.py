"""The search over modules, sessions and knowledge, at `/cari`."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.catalogue.views.lists import one_of, page_number, query_string, words
from alur.home.queries.searching import KINDS, found
from alur.knowledge.permissions import reach_of, search_reader
from alur.knowledge.queries.trust import trusts
from alur.records.queries.remembered import present
from alur.search.queries.narrowing import Narrowing

A_PAGE = 12
YEARS_BACK = 6


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what answers the words asked for, of one kind or all."""
    text, kind = words(request), one_of(request, "jenis", KINDS)
    years = [str(clock.today().year - back) for back in range(YEARS_BACK)]
    since = one_of(request, "sejak", years)
    verified = one_of(request, "pasti", ["1"])
    narrowing = Narrowing(kind=kind, since=date(int(since), 1, 1) if since else None, is_verified=bool(verified))
    reader = search_reader(reach_of(actor_behind(request)))
    answer = found(text, narrowing, reader, at=present(), by_words="HX-Request" in request.headers)
    page = Paginator(answer.results, A_PAGE).get_page(page_number(request))
    context = {
        "text": text,
        "kind": kind,
        "kinds": KINDS,
        "years": years,
        "since": since,
        "verified": verified,
        "trusts": trusts([row.hit.code for row in page if row.hit.kind == Kind.KNOWLEDGE]),
        "guessed": answer.guessed,
        "page": page,
        "query": query_string({"q": text, "jenis": kind, "sejak": since, "pasti": verified}),
        "query_of_all": query_string({"q": text, "sejak": since, "pasti": verified}),
    }
    return render(request, "home/cari.html", context)
