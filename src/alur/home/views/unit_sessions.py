"""The sessions of a unit and of all below it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.catalogue.views.lists import page_at, page_number
from alur.home.views.parameters import chosen_year, recent_years
from alur.home.views.people import own_unit, pages_offered
from alur.home.views.units import chosen_unit, unit_choices
from alur.learning.queries.registrations import counts_of
from alur.learning.queries.sessions import Asked, coming, past
from alur.records.queries.remembered import present

MOST_COMING, PAST_A_PAGE = 24, 10


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the sessions that a unit holds: those that come, and those of a year."""
    actor, year = actor_behind(request), chosen_year(request)
    units = unit_choices(actor, "sessions.manage", at=present())
    unit = chosen_unit(request, units) or own_unit(actor, units)
    asked = Asked(path=unit.path)
    page, over = page_at(page_number(request), past(asked, year), a_page=PAST_A_PAGE)
    next_ones = list(coming(asked)[:MOST_COMING])
    context = {
        "offered": pages_offered(actor),
        "unit": unit,
        "units": units,
        "year": year,
        "years": recent_years(year),
        "coming": next_ones,
        "past": over,
        "page": page,
        "counts": counts_of([each.activity_id for each in (*next_ones, *over)]),
        "now": clock.now(),
    }
    return render(request, "home/unit_sesi.html", context)
