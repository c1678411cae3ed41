"""Whether the modules are well: what asks for a curator's hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alur.base.ui.downloads import csv_file
from alur.home.views.parameters import recent_years, wants_csv
from alur.home.views.scope import asked_of_all
from alur.insight.queries.contents import health

ACTION = "figures.see"
COLUMNS = ["finding", "code", "title", "published_on", "renewed_on", "screens", "completions"]
SHOWN = 10


def show(request: HttpRequest) -> HttpResponse:
    """Show modules without screens, old ones, those that few complete, and drafts left lying."""
    scope = asked_of_all(request, ACTION)
    found = health(scope.year)
    if wants_csv(request):
        named = (("empty", found.empty), ("old", found.old), ("few", found.few))
        rows = [
            [finding, each.code, each.title, each.published_on, each.renewed_on, each.screens, each.completions]
            for finding, those in named
            for each in those
        ]
        return csv_file(f"modules-{scope.year}", COLUMNS, rows)
    context = {"scope": scope, "found": found, "years": recent_years(scope.year), "shown": SHOWN}
    return render(request, "home/pusat_isi.html", context)
