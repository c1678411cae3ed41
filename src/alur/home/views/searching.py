"""The search over modules, sessions and knowledge, at `/cari`."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.catalogue.views.lists import one_of, page_number, query_string, words
from alur.home.queries.narrowing import choices
from alur.home.queries.searching import KINDS, found
from alur.knowledge.permissions import reach_of, search_reader
from alur.knowledge.queries.questions import waiting_like
from alur.knowledge.queries.reading import alike
from alur.knowledge.queries.trust import trusts
from alur.people.models import Employee
from alur.people.permissions import may_see_employee
from alur.people.queries.employees import employees_named
from alur.records.queries.remembered import present
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import search
from alur.search.rules.highlighting import marked

A_PAGE = 12
LEDGER = "ledger.see_others"
YEARS_BACK = 6
SUGGESTED = 6
FEW = 3  # people, and questions, beside what is found


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what answers the words asked for, of one kind or all."""
    text, kind = words(request), one_of(request, "jenis", KINDS)
    years = [str(clock.today().year - back) for back in range(YEARS_BACK)]
    since = one_of(request, "sejak", years)
    verified = one_of(request, "pasti", ["1"])
    actor, now = actor_behind(request), present()
    reach = reach_of(actor)
    offers = choices(alike(reach, at=now), at=now)
    unit, topic = one_of(request, "unit", offers.units), one_of(request, "topik", offers.topics)
    narrowing = Narrowing(
        kind=kind,
        unit_ids=offers.unit_ids(unit),
        topic=topic,
        since=date(int(since), 1, 1) if since else None,
        is_verified=bool(verified),
    )
    answer = found(text, narrowing, search_reader(reach), at=now, by_words="HX-Request" in request.headers)
    is_all = not (kind or unit or topic or since or verified) and page_number(request) == 1
    page = Paginator(answer.results, A_PAGE).get_page(page_number(request))
    asked = {"unit": unit, "topik": topic, "sejak": since, "pasti": verified}
    context = {
        "text": text,
        "kind": kind,
        "kinds": KINDS,
        "years": years,
        "since": since,
        "verified": verified,
        "choices": offers,
        "unit": unit,
        "topic": topic,
        "is_all": is_all,
        "trusts": trusts([row.hit.code for row in page if row.hit.kind == Kind.KNOWLEDGE]),
        "guessed": answer.guessed,
        "page": page,
        "query": query_string({"q": text, "jenis": kind, **asked}),
        "query_of_all": query_string({"q": text, **asked}),
    }
    return render(request, "home/cari.html", context)


@require_safe
def beside(request: HttpRequest) -> HttpResponse:
    """Show whom a text names and who waits for the same answer: a part of the search page, that comes after it."""
    text = words(request)
    context = {
        "text": text,
        "people": people(actor_behind(request), text),
        "questions": waiting_like(text, limit=FEW),
        "is_part": "HX-Request" in request.headers,
    }
    return render(
        request, "home/cari_samping.html" if context["is_part"] else "home/cari_samping_halaman.html", context
    )


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Show titles that may be meant while somebody types: a part of the header."""
    text = words(request)
    answer = search(text, limit=SUGGESTED, reader=search_reader(reach_of(actor_behind(request))), by_words=True)
    hits = [(hit, marked(hit.title, answer.terms)) for hit in answer.hits]
    return render(request, "home/saran.html", {"text": text, "hits": hits})


def people(actor: Actor, text: str) -> list[tuple[Employee, bool]]:
    """Return whom a text names, of those whom the actor may see, each with whether her page opens."""
    found = employees_named(actor, text, limit=FEW)
    return [(each, may_see_employee(actor, each, action=LEDGER)) for each in found]
