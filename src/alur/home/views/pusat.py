"""Pusat: the agency's figures, live."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from markupsafe import Markup

from alur.base.lib import clock
from alur.base.ui import formats
from alur.base.ui.rendering import rendered, viewing
from alur.home.queries.pusat import pusat
from alur.home.views.files import figures_file
from alur.home.views.parameters import wanted_file
from alur.home.views.scope import asked
from alur.insight.queries.year import year_figures
from alur.insight.rules.trends import running
from alur.records.queries.remembered import remembered

ACTION = "figures.see"
UNITS_A_PAGE = 15


@dataclass(frozen=True, slots=True)
class Found:
    """A year of the agency or a unit, in the viewer's language. table: of the units below, "" for none."""

    years: list[int]
    figures: Markup
    table: Markup


def show(request: HttpRequest) -> HttpResponse:
    """Show the yearly figures of the agency, or of a unit and all below it."""
    scope = asked(request, ACTION)
    year, unit, now = scope.year, scope.unit, scope.now
    if form := wanted_file(request):
        return figures_file(f"figures-{scope.name}", year_figures(year, unit=unit, at=now), form)
    page = Paginator(scope.below, UNITS_A_PAGE).get_page(request.GET.get("hal"))
    shown = list(page.object_list)

    def read() -> Found:
        found = pusat(year, unit=unit, below=shown, among=scope.units, at=now)
        months = [month_column(year, month, jp) for month, jp in enumerate(found.months, start=1)]
        of_year = (found, months, year, unit is not None, scope.query, running(year, clock.today()))
        [figures] = rendered("home/pusat_pieces.html", "figures_of_year", [of_year])
        [table] = rendered("home/pusat_pieces.html", "units_of_year", [(found.rows, year)])
        return Found(found.years, figures, table if found.rows else Markup())

    arguments = (viewing(), year, unit.pk if unit else None, tuple(each.pk for each in shown))
    found = remembered("pusat", arguments, read, at=now.records)
    return render(request, "home/pusat.html", {"found": found, "scope": scope, "page": page})


def month_column(year: int, month: int, jp: Decimal) -> tuple[str, Decimal, str]:
    language = get_language() or "id"
    return formats.month(date(year, month, 1), language), jp, formats.number(jp, language)
