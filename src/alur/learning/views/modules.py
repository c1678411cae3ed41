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
from alur.base.ui.rendering import rendered, viewing
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics, topics_of
from alur.catalogue.views.lists import one_of, page_at, page_number, query_string, words
from alur.learning.models import ModuleKind
from alur.learning.queries.assignments import on_list
from alur.learning.queries.modules import JP, MINUTES, Asked, Order, hers, modules
from alur.learning.queries.popular import Ranks, most_finished, ranks_for
from alur.people.models import Employee
from alur.people.queries.employees import employee_of
from alur.records.queries.remembered import Moment, present, remembered

ORDERS = [order.value for order in Order]


@dataclass(frozen=True, slots=True)
class Part:
    """A module of the list. head: what its card says."""

    code: str
    title: str
    head: Markup


@dataclass(frozen=True, slots=True)
class Found:
    """The modules of a page as everybody sees them. parts: by activity."""

    page: Page[Any]
    parts: dict[int, Part]


@require_safe
def all_modules(request: HttpRequest) -> HttpResponse:
    """Show the modules that are looked for, which of them she has completed this year, and what is on her list."""
    now, actor = present(), actor_behind(request)
    topics = remembered("modul_topics", (), lambda: topics_of(Kind.MODULE), at=now.known)
    asked = asked_for(request, topics)
    employee = employee_of(actor) if asked.urut == Order.POSITION else None
    ranks = ranks_of(asked, employee, now)
    number = page_number(request)

    def read() -> Found:
        page, rows = page_at(number, modules(asked, topics, ranks))
        cards = rendered("learning/pieces.html", "module_card", [(each,) for each in rows])
        parts = zip(rows, cards, strict=True)
        return Found(page, {each.activity_id: Part(each.code, each.title, card) for each, card in parts})

    found = remembered("modul", (viewing(), asked, ranks, number), read, at=now.known)
    context = {
        "page": found.page,
        "parts": found.parts,
        "asked": asked,
        "query": query_string(asdict(asked)),
        "kinds": ModuleKind.values,
        "topics": topics.names,
        "spans": {"menit": list(MINUTES), "jp": list(JP)},
        "orders": ORDERS,
        "position": employee.position if employee and ranks.first else "",
        "hers": hers(actor.subject, found.parts, clock.today().year),
        "listed": on_list(actor.subject, found.parts),
        "may_enrol": bool(actor.subject),
    }
    return render(request, "learning/modul.html", context)


def asked_for(request: HttpRequest, topics: Topics) -> Asked:
    """Return what the address asks, without what it cannot mean."""
    return Asked(
        q=words(request),
        kind=one_of(request, "kind", ModuleKind.values),
        topic=one_of(request, "topic", topics.names),
        menit=one_of(request, "menit", MINUTES),
        jp=one_of(request, "jp", JP),
        urut=one_of(request, "urut", ORDERS),
    )


def ranks_of(asked: Asked, employee: Employee | None, now: Moment) -> Ranks:
    if asked.urut == Order.FINISHED:
        return most_finished()
    return ranks_for(employee.position, at=now.known) if employee else Ranks()
