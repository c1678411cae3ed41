"""The search for other systems, and for whoever is signed in."""

from datetime import date
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.queries.credentials import authenticate_credential
from alur.base.access.rules import Actor
from alur.base.access.views.middleware import lacks_factor
from alur.catalogue.views.lists import cleaned
from alur.home.schemas import FoundOut, HitOut
from alur.knowledge.permissions import reach_of, search_reader
from alur.people.queries.units import unit_by_code, units_below
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import Hit, search

SCOPE = "search:read"
PAGES = {"module": "modul_satu", "session": "sesi_satu", "knowledge": "pengetahuan_satu"}
router = Router(tags=["search"])


@router.get("", response=FoundOut, summary="What answers a question", url_name="search")
def find(
    request: HttpRequest,
    *,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words or a question")],
    kind: Annotated[str, Query(max_length=32, description="module, session, knowledge, or procedure, webinar …")] = "",
    unit: Annotated[str, Query(max_length=64, description="Code of a unit: what comes from it and all below it")] = "",
    topic: Annotated[str, Query(max_length=100, description="A topic by its whole name")] = "",
    since: Annotated[date | None, Query(description="The first day of what is looked for")] = None,
    verified: Annotated[bool, Query(description="Only what somebody stands for")] = False,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> FoundOut:
    """Return what answers best. Whoever is signed in finds what she may read; a credential what all may.

    The credential needs the scope search:read.
    """
    reader = search_reader(reach_of(asking(request)))
    unit_ids = units_below(unit_by_code(unit)) if unit else None
    narrowing = Narrowing(
        kind=cleaned(kind), unit_ids=unit_ids, topic=cleaned(topic), since=since, is_verified=verified
    )
    found = search(cleaned(q), limit=limit, reader=reader, narrowing=narrowing)
    return FoundOut(results=[told(hit) for hit in found.hits], guessed=dict(found.guessed))


def asking(request: HttpRequest) -> Actor:
    """Return who asks: a credential, else who is signed in. Raises Problem as `authenticate_credential`."""
    actor = actor_behind(request)
    header = request.headers.get("Authorization", "")
    if header or actor.kind != "account" or lacks_factor(request):
        actor = authenticate_credential(header)
        permissions.require_scope(actor, SCOPE)
    return actor


def told(hit: Hit) -> HitOut:
    page = reverse(PAGES[hit.kind], kwargs={"code": hit.code})
    place = hit.place if hit.place.startswith("#") or not hit.place else f"/{hit.place}"
    return HitOut(
        id=hit.code,
        kind=hit.own_kind or hit.kind,
        title=hit.title,
        score=hit.score,
        passage=hit.text,
        heading=hit.heading,
        day=hit.day,
        url=f"{settings.BASE_URL}{page}{place}",
    )
