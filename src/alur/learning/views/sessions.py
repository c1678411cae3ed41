"""Sessions: those that come, those that were, and one with her minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.catalogue.views.lists import one_of, page_of, query_string, words
from alur.learning.models import SessionKind
from alur.learning.queries.offers import worths
from alur.learning.queries.sessions import Asked, coming, past, past_years, presences, session
from alur.learning.views.panels import panels
from alur.people.queries.employees import employee_of

MOST_COMING = 24


@require_safe
def all_sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions that are looked for: those that come on the first page, the past ones of a year."""
    years = past_years()
    year = one_of(request, "tahun", [str(each) for each in years])
    asked = Asked(words(request), one_of(request, "kind", SessionKind.values))
    shown_year = int(year) if year else next(iter(years), clock.today().year)
    page = page_of(request, past(asked, shown_year))
    next_ones = list(coming(asked)[:MOST_COMING]) if page.number == 1 else []
    employee = employee_of(actor_behind(request))
    shown = [*next_ones, *page.object_list]
    context = {
        "page": page,
        "coming": next_ones,
        "asked": asked,
        "year": shown_year,
        "years": years,
        "kinds": SessionKind.values,
        "query": query_string({"q": asked.q, "kind": asked.kind, "tahun": year}),
        "worths": worths(each.pk for each in shown),
        "presences": presences(employee.pk, shown) if employee else {},
    }
    return render(request, "learning/sesi.html", context)


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show a session and how long she was in it."""
    found = session(code)
    employee = employee_of(actor_behind(request))
    hers = presences(employee.pk, [found]).get(found.pk) if employee else None
    shown = list(panels(request, employee, hers.completed)) if employee and hers and hers.completed else []
    context = {"session": found, "employee": employee, "presence": hers, "panels": shown, "now": clock.now()}
    return render(request, "learning/sesi_satu.html", context)
