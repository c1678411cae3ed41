"""Sessions: those that come, those that were, and one with her minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.base.ui.rendering import rendered, viewing
from alur.catalogue.views.lists import FIRST, one_of, page_at, page_number, query_string, words
from alur.knowledge.permissions import may_curate
from alur.learning.models import Session, SessionKind, Way
from alur.learning.permissions import may_manage
from alur.learning.queries.registrations import open_spans, places
from alur.learning.queries.session_items import item_to_read
from alur.learning.queries.sessions import (
    Asked,
    Listed,
    Presence,
    coming,
    files_of,
    past,
    past_years,
    presence,
    presences,
    session,
)
from alur.learning.rules.presence import Span
from alur.learning.services.arriving import OPENS_BEFORE
from alur.learning.views.panels import asides, panels
from alur.people.models import Employee
from alur.people.queries.employees import employee_of
from alur.records.queries.remembered import present, remembered

MOST_COMING = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A session in a list as everybody sees it: its day, what is said of it, and when it is."""

    activity_id: int
    day: Markup
    text: Markup
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """The sessions of a page. coming: on the first page only."""

    page: Page[Any]
    coming: list[Line]
    past: list[Line]


@require_safe
def all_sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions that are looked for: those that come on the first page, the past ones of a year."""
    actor, now = actor_behind(request), present()
    years = remembered("sesi_years", (), past_years, at=now.known)
    year = one_of(request, "tahun", [str(each) for each in years])
    asked = Asked(words(request), one_of(request, "kind", SessionKind.values))
    shown_year = int(year) if year else next(iter(years), clock.today().year)
    number = page_number(request)

    def read() -> Found:
        page, rows = page_at(number, past(asked, shown_year))
        return Found(page, lines(coming(asked)[:MOST_COMING]) if page.number == FIRST else [], lines(rows))

    found = remembered("sesi", (viewing(), asked, shown_year, number), read, at=now.known)
    spans = {line.activity_id: line.span for line in (*found.coming, *found.past)}
    context = {
        "found": found,
        "asked": asked,
        "year": shown_year,
        "years": years,
        "kinds": SessionKind.values,
        "query": query_string({"q": asked.q, "kind": asked.kind, "tahun": year}),
        "presences": presences(actor.subject, spans),
        "may_plan": any(grant.role in permissions.roles_for("sessions.manage") for grant in actor.grants),
    }
    return render(request, "learning/sesi.html", context)


def lines(listed: Sequence[Listed]) -> list[Line]:
    days = rendered("learning/session.html", "session_day", [(each,) for each in listed])
    texts = rendered("learning/session.html", "session_text", [(each,) for each in listed])
    return [
        Line(each.activity_id, day, text, (each.starts_at, each.ends_at))
        for each, day, text in zip(listed, days, texts, strict=True)
    ]


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show a session, her place in it, and how long she was in it."""
    actor, found, now = actor_behind(request), session(code), clock.now()
    employee = employee_of(actor)
    going_on = open_spans(found, employee) if employee and found.ends_at > now else []
    hers = her_presence(found, employee, going_on)
    shown = panels(employee, hers.completed, of_session=True) if employee and hers and hers.completed else []
    is_open = not found.cancelled_at and found.ends_at > now
    files = files_of(found)
    context = {
        "session": found,
        "employee": employee,
        "presence": hers,
        "panels": shown,
        "asides": asides(request, found, employee, attended=bool(hers and hers.completed)),
        "now": now,
        "is_open": is_open,
        "can_arrive": is_open and found.starts_at - OPENS_BEFORE <= now,
        "here_since": next((max(since, found.starts_at) for way, since, _seen in going_on if way == Way.CODE), None),
        "is_joined": any(way == Way.LINK for way, _since, _seen in going_on),
        "places": places(found.pk, actor.subject) if is_open else None,
        "manages": may_manage(actor, found.unit),
        "curates": may_curate(actor, found.unit),
        "item": item_to_read(code, actor) if files.all or found.material_url or found.recording_url else "",
        "files": files,
    }
    return render(request, "learning/sesi_satu.html", context)


def her_presence(
    found: Session, employee: Employee | None, going_on: Sequence[tuple[str, datetime, datetime]]
) -> Presence | None:
    """Return her presence with what of it goes on still; None when she never came."""
    if employee is None:
        return None
    hers = presences(employee.nip, {found.pk: (found.starts_at, found.ends_at)}).get(found.pk)
    if not going_on:
        return hers
    spans = [(since, clock.now() if way == Way.CODE else seen) for way, since, seen in going_on]
    before = hers.spans if hers else ()
    return presence((found.starts_at, found.ends_at), [*before, *spans], hers.completed if hers else None)
