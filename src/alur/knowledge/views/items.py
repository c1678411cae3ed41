"""The list of knowledge, one item to read, and what its reader says of it."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from alur.base.access.queries import actor_behind
from alur.base.lib.extracting.scans import is_installed
from alur.base.lib.problems import Problem
from alur.base.ui.rendering import rendered, viewing
from alur.catalogue.views.lists import one_of, page_at, page_number, query_string, words
from alur.knowledge.permissions import may_curate, reach_of, reader
from alur.knowledge.queries.curating import is_handed
from alur.knowledge.queries.discussion import discussion
from alur.knowledge.queries.files import files_of
from alur.knowledge.queries.items import Asked, choices, document, items, with_verifiers
from alur.knowledge.queries.reading import alike
from alur.knowledge.rules.reading import needed_seconds
from alur.knowledge.services import reading
from alur.knowledge.services.recording import opening
from alur.knowledge.services.texts import UNPROCESSABLE
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
    reach = alike(reach_of(actor_behind(request)), at=now)
    found = remembered("pengetahuan_choices", reach, lambda: choices(reach), at=now.known)
    asked = Asked(
        q=words(request),
        kind=one_of(request, "kind", found.kinds),
        unit=one_of(request, "unit", found.units),
        topic=one_of(request, "topic", found.topics.names),
        year=one_of(request, "tahun", found.years),
        verified=one_of(request, "pasti", ["1"]),
    )
    given = asdict(asked)
    given["tahun"], given["pasti"] = given.pop("year"), given.pop("verified")
    number = page_number(request)

    def read() -> Found:
        page, rows = page_at(number, items(asked, found, reach))
        return Found(page, rendered("knowledge/pieces.html", "item_text", [(each,) for each in with_verifiers(rows)]))

    context = {
        "found": remembered("pengetahuan", (viewing(), asked, number, reach), read, at=now.known),
        "asked": asked,
        "choices": found,
        "query": query_string(given),
    }
    return render(request, "knowledge/pengetahuan.html", context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show an item."""
    return page(request, code)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a form of an item's page. of: `truth`, `discussion` or `comment`; id: of the comment."""

    problem: Problem
    of: str
    id: int = 0


def page(request: HttpRequest, code: str, wrong: Wrong | None = None) -> HttpResponse:
    """Return the page of an item. wrong: with what was sent from it."""
    actor = actor_behind(request)
    employee = reader(actor)
    found = document(code, actor, employee)
    if found.item.activity.code != code:
        return redirect("pengetahuan_satu", code=found.item.activity.code)
    curates = may_curate(actor, found.item.unit)
    context = {
        "document": found,
        "is_reader": employee is not None,
        "may_curate": curates,
        "said": discussion(found.item, employee, sees_hidden=curates),
        "is_handed": is_handed(found.item),
        "opened": opening(found.item),
        "needed_seconds": needed_seconds(found.item.body),
        "files": files_of(found.item, actor),
        "has_ocr": is_installed(),
        "writing": {"may_write": employee is not None or curates, "id": uuid4()},
        "wrong": wrong,
        "typed": request.POST.get("kata", ""),
    }
    return render(request, "knowledge/pengetahuan_satu.html", context, status=wrong.problem.status if wrong else 200)


@require_POST
def still_true(request: HttpRequest, code: str) -> HttpResponse:
    """Take whether an item still holds, as its reader says."""
    holds = request.POST.get("benar") == "1"
    try:
        reading.say_still_true(actor=actor_behind(request), code=code, holds=holds, text=request.POST.get("kata", ""))
    except Problem as problem:
        if problem.status != UNPROCESSABLE:
            raise
        return page(request, code, Wrong(problem, "truth"))
    messages.success(request, _("Thank you for saying so.") if holds else _("Thank you; a curator looks at it."))
    return redirect("pengetahuan_satu", code=code)


@require_POST
def count_read(request: HttpRequest, code: str) -> HttpResponse:
    """Count that an item stays open."""
    if code.isprintable():
        reading.count_read(actor=actor_behind(request), code=code)
    return HttpResponse(status=204)
