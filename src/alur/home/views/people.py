"""Tim saya and Unit: people in rows, those who are short first."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.home.queries.pusat import unit_figures
from alur.home.queries.roster import PersonRow, roster
from alur.home.views.files import csv_file
from alur.home.views.parameters import chosen_year, recent_years, wants_csv
from alur.home.views.units import chosen_unit, unit_choices
from alur.people.models import Unit
from alur.people.queries.employees import employee_of, employees_in, team_of

PEOPLE_A_PAGE = 25
COLUMNS = ["nip", "name", "unit_code", "position", "year", "jp", "obligation_jp", "missing_jp", "modules", "sessions"]


def team(request: HttpRequest) -> HttpResponse:
    """Show a supervisor's own team."""
    employee = employee_of(actor_behind(request))
    year = chosen_year(request)
    rows = sorted(roster(list(team_of(employee)) if employee else [], year), key=shortest_first)
    if wants_csv(request):
        return csv_file(f"tim-{year}", COLUMNS, map(as_cells, rows))
    return render(request, "home/tim.html", {"rows": rows, "year": year, "years": recent_years(year)})


def unit(request: HttpRequest) -> HttpResponse:
    """Show the people of a unit and all below it."""
    actor = actor_behind(request)
    year = chosen_year(request)
    units = unit_choices(actor, "people.see_employee")
    chosen = chosen_unit(request, units, default=own_unit(actor, units))
    if chosen is None:
        raise permissions.not_allowed()
    people = employees_in(actor, chosen.path)
    if wants_csv(request):
        return csv_file(f"unit-{chosen.code}-{year}", COLUMNS, map(as_cells, roster(list(people), year)))
    shown = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "rows": roster(list(shown.object_list), year),
        "page": shown,
        "unit": chosen,
        "units": units,
        "year": year,
        "years": recent_years(year),
        "figures_of": unit_figures(year, chosen),
    }
    return render(request, "home/unit.html", context)


def own_unit(actor: Actor, units: Sequence[Unit]) -> Unit | None:
    """Return the unit that the viewer works in, None when it is none of these."""
    employee = employee_of(actor)
    return next((unit for unit in units if employee is not None and unit.pk == employee.unit_id), None)


def shortest_first(row: PersonRow) -> tuple[object, ...]:
    return (-row.duty.missing, row.employee.name)


def as_cells(row: PersonRow) -> list[object]:
    employee, duty = row.employee, row.duty
    who = [employee.nip, employee.name, employee.unit.code, employee.position]
    return [*who, duty.year, duty.earned, duty.least, duty.missing, row.figures.modules, row.figures.sessions]
