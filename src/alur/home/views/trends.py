"""Pusat over time: the months of two years, by unit and kind, and the hours in which people learn."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from markupsafe import Markup

from alur.base.lib import clock
from alur.base.ui import formats
from alur.base.ui.downloads import csv_file
from alur.base.ui.rendering import rendered, viewing
from alur.home.views.parameters import wants_csv
from alur.home.views.scope import Scope, asked, asked_of_all
from alur.insight.queries.activities import DAYS, HOURS, kinds_of_years, week
from alur.insight.queries.trends import Month, months_by_unit, months_of_years
from alur.insight.queries.year import years_with_figures
from alur.insight.rules.habits import shares
from alur.insight.rules.trends import running, so_far
from alur.records.queries.remembered import remembered

ACTION = "figures.see"
UNITS_A_PAGE = 24
MONDAY = date(2024, 1, 1)


def months(request: HttpRequest) -> HttpResponse:
    """Show JP, completions and people reached by month, beside the year before."""
    scope = asked(request, ACTION)
    if wants_csv(request):
        return FILES.get(request.GET.get("apa", ""), months_file)(scope)
    page = Paginator(scope.below, UNITS_A_PAGE).get_page(request.GET.get("hal"))
    shown = list(page.object_list)

    def read() -> Markup:
        found = months_of_years([scope.year, scope.year - 1], unit=scope.unit)
        this, before = so_far(found[scope.year], scope.year, clock.today()), found[scope.year - 1]
        of_units = [months_by_unit(year, shown, among=scope.units) for year in (scope.year, scope.year - 1)]
        units = [
            (unit, so_far(jp, scope.year, clock.today()), last) for (unit, jp), (_, last) in zip(*of_units, strict=True)
        ]
        by_kind = kinds_of_years([scope.year, scope.year - 1], unit=scope.unit)
        kinds = (by_kind[scope.year], by_kind[scope.year - 1])
        arguments = (scope, month_names(), this, before, units, kinds, running(scope.year, clock.today()))
        return rendered("home/trends_pieces.html", "trends", [arguments])[0]

    what = (viewing(), scope.year, scope.unit.pk if scope.unit else None, tuple(each.pk for each in shown))
    context = {"scope": scope, "page": page, "found": kept("pusat_tren", what, read, scope)}
    return render(request, "home/pusat_tren.html", context | {"years": years_with_figures()})


def months_file(scope: Scope) -> HttpResponse:
    header = ["year", "month", *Month._fields]
    found = months_of_years([scope.year - 1, scope.year], unit=scope.unit)
    rows = [[year, month, *each] for year, of in found.items() for month, each in enumerate(of, start=1)]
    return csv_file(f"months-{scope.name}", header, rows)


def units_file(scope: Scope) -> HttpResponse:
    """Send the JP of each month of each unit one step below, of both years."""
    years = (scope.year - 1, scope.year)
    rows = [
        [unit.code, unit.name, year, month, jp]
        for year in years
        for unit, of in months_by_unit(year, scope.below, among=scope.units)
        for month, jp in enumerate(of, start=1)
    ]
    return csv_file(f"months-of-units-{scope.name}", ["unit", "name", "year", "month", "jp"], rows)


def kinds_file(scope: Scope) -> HttpResponse:
    """Send what each kind of activity gave in both years."""
    found = kinds_of_years([scope.year - 1, scope.year], unit=scope.unit)
    rows = [[year, *astuple(each)] for year, of in found.items() for each in of]
    return csv_file(f"kinds-{scope.name}", ["year", "kind", "completions", "jp"], rows)


# What the parameter `apa` names, beside the months of the whole.
FILES = {"unit": units_file, "jenis": kinds_file}


def hours(request: HttpRequest) -> HttpResponse:
    """Show in which hours of the week modules are completed, beside what the literature says. Of the agency alone."""
    scope = asked_of_all(request, ACTION)
    if wants_csv(request):
        header = ["weekday", *(f"hour_{hour:02}" for hour in range(HOURS))]
        rows = [[day, *counts] for day, counts in enumerate(week(scope.year), start=1)]
        return csv_file(f"hours-{scope.year}", header, rows)

    def read() -> Markup:
        found = week(scope.year)
        return rendered("home/trends_pieces.html", "hours", [(scope, day_names(), found, shares(found))])[0]

    found = kept("pusat_waktu", (viewing(), scope.year), read, scope)
    context = {"scope": scope, "found": found, "years": years_with_figures()}
    return render(request, "home/pusat_waktu.html", context)


def kept(name: str, what: tuple[object, ...], read: Callable[[], Markup], scope: Scope) -> Markup:
    return remembered(name, what, read, at=scope.now.records)


def month_names() -> list[str]:
    language = get_language() or "id"
    return [formats.month(date(MONDAY.year, month, 1), language) for month in range(1, 13)]


def day_names() -> list[str]:
    language = get_language() or "id"
    return [formats.weekday(MONDAY.replace(day=1 + day), language) for day in range(DAYS)]
