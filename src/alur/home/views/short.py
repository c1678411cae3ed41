"""Who owes JP still: how many, and who, with most to go first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alur.base.access import permissions
from alur.base.ui.downloads import csv_file
from alur.catalogue.views.lists import page_at, page_number
from alur.credit.queries.ledger import obligations
from alur.home.queries.roster import roster
from alur.home.views.parameters import recent_years, wants_csv
from alur.home.views.people import COLUMNS, as_cells
from alur.home.views.scope import asked
from alur.insight.queries.duties import bands, short
from alur.insight.rules.bands import SHORT, Band

ACTION, LEDGER = "people.see_employee", "ledger.see_others"
PEOPLE_A_PAGE = 25


def show(request: HttpRequest) -> HttpResponse:
    """Show who is short, by band and by name; as CSV all of them."""
    scope = asked(request, ACTION)
    owed = {employment: each.least for employment, each in obligations(scope.year).items() if each.least}
    band = chosen_band(request)
    people = short(scope.year, path=scope.path, owed=owed, band_only=band)
    if wants_csv(request) and request.GET.get("apa") == "pita":
        counts = bands(scope.year, path=scope.path, owed=owed)
        return csv_file(
            f"bands-{scope.name}", ["band", "employees"], [[each.value, count] for each, count in counts.items()]
        )
    if wants_csv(request):
        return csv_file(f"short-{scope.name}", COLUMNS, map(as_cells, roster(list(people), scope.year)))
    page, shown = page_at(page_number(request), people, a_page=PEOPLE_A_PAGE)
    context = {
        "scope": scope,
        "years": recent_years(scope.year),
        "bands": bands(scope.year, path=scope.path, owed=owed),
        "band": band,
        "page": page,
        "rows": roster(shown, scope.year),
        "is_linked": permissions.allows(scope.actor, LEDGER, path=scope.path),
    }
    return render(request, "home/pusat_kurang.html", context)


def chosen_band(request: HttpRequest) -> Band | None:
    """Return the band of the parameter `pita`, None for all who are short or when it names none."""
    text = request.GET.get("pita", "")
    return Band(text) if text in SHORT else None
