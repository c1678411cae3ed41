"""Pusat: the agency's figures, live."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from markupsafe import Markup

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.ui import formats
from alur.base.ui.environment import rendered, viewing
from alur.home.queries.pusat import pusat
from alur.home.views.files import csv_file
from alur.home.views.parameters import chosen_year, wants_csv
from alur.home.views.units import chosen_unit, tops, unit_choices
from alur.insight.queries.year import year_figures
from alur.people.models import Unit
from alur.records.queries.remembered import present, remembered

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
    actor, now = actor_behind(request), present()
    year = chosen_year(request)
    units = unit_choices(actor, ACTION, at=now)
    is_all = permissions.allows(actor, ACTION)
    unit = chosen_unit(request, units) or (None if is_all else units[0])
    if wants_csv(request):
        numbers = year_figures(year, unit=unit).as_numbers()
        return csv_file(f"figures-{year}{f'-{unit.code}' if unit else ''}", list(numbers), [list(numbers.values())])
    page = Paginator(below(unit, units), UNITS_A_PAGE).get_page(request.GET.get("hal"))
    shown = list(page.object_list)

    def read() -> Found:
        found = pusat(year, unit=unit, below=shown, among=units)
        months = [month_column(year, month, jp) for month, jp in enumerate(found.months, start=1)]
        [figures] = rendered("home/pusat_pieces.html", "figures_of_year", [(found, months, year, unit is not None)])
        [table] = rendered("home/pusat_pieces.html", "units_of_year", [(found.rows, year)])
        return Found(found.years, figures, table if found.rows else Markup())

    arguments = (viewing(), year, unit.pk if unit else None, tuple(each.pk for each in shown))
    context = {
        "found": remembered("pusat", arguments, read, at=now.records),
        "unit": unit,
        "units": units,
        "is_all": is_all,
        "year": year,
        "page": page,
    }
    return render(request, "home/pusat.html", context)


def month_column(year: int, month: int, jp: Decimal) -> tuple[str, Decimal, str]:
    language = get_language() or "id"
    return formats.month(date(year, month, 1), language), jp, formats.number(jp, language)


def below(unit: Unit | None, units: list[Unit]) -> list[Unit]:
    """Return the units one step below the one chosen: its children, or the tops of the tree."""
    if unit is None:
        return tops(units)
    return [each for each in units if each.parent_id == unit.pk]
