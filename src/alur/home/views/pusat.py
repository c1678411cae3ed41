"""Pusat: the agency's figures, live."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.ui import formats
from alur.home.views.files import csv_file
from alur.home.views.parameters import chosen_year, wants_csv
from alur.home.views.units import chosen_unit, tops, unit_choices
from alur.insight.queries.trends import jp_by_month, units_compared
from alur.insight.queries.year import year_figures, years_with_figures
from alur.people.models import Unit

ACTION = "figures.see"
MOST_UNITS = 120


def show(request: HttpRequest) -> HttpResponse:
    """Show the yearly figures of the agency, or of a unit and all below it."""
    actor = actor_behind(request)
    year = chosen_year(request)
    units = unit_choices(actor, ACTION)
    is_all = permissions.allows(actor, ACTION)
    unit = chosen_unit(request, units, default=None if is_all else units[0]) if request.GET.get("unit") or not is_all else None
    figures = year_figures(year, unit=unit)
    if wants_csv(request):
        numbers = figures.as_numbers()
        return csv_file(f"figures-{year}{f'-{unit.code}' if unit else ''}", list(numbers), [list(numbers.values())])
    context = {
        "figures_of": figures,
        "before": year_figures(year - 1, unit=unit),
        "unit": unit,
        "units": units,
        "is_all": is_all,
        "year": year,
        "years": years_with_figures(),
        "months": [month_column(year, month, jp) for month, jp in enumerate(jp_by_month(year, unit=unit), start=1)],
        "rows": units_compared(year, below(unit, units)),
    }
    return render(request, "home/pusat.html", context)


def month_column(year: int, month: int, jp: Decimal) -> tuple[str, Decimal, str]:
    language = get_language() or "id"
    return formats.month(date(year, month, 1), language), jp, formats.number(jp, language)


def below(unit: Unit | None, units: list[Unit]) -> list[Unit]:
    """Return the units one step below the one chosen: its children, or the tops of the tree."""
    if unit is None:
        return tops(units)[:MOST_UNITS]
    children = [each for each in units if each.parent_id == unit.pk]
    return children[:MOST_UNITS]
