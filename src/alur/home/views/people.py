"""Unit: people in rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from markupsafe import Markup

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.ui.downloads import csv_file
from alur.base.ui.rendering import rendered, viewing
from alur.catalogue.views.lists import page_at, page_number
from alur.credit.permissions import ANSWER
from alur.home.permissions import kinds_of
from alur.home.queries.roster import PersonRow, roster
from alur.home.views.parameters import chosen_year, recent_years, wants_csv
from alur.home.views.units import chosen_unit, unit_choices
from alur.insight.queries.activities import kinds_of_years
from alur.insight.queries.year import people_figures
from alur.insight.rules.figures import PeopleFigures
from alur.people.models import Unit
from alur.people.permissions import visible_paths
from alur.people.queries.employees import employee_of, employees_in
from alur.records.queries.remembered import present, remembered

PEOPLE_A_PAGE = 25
LEDGER = "ledger.see_others"
COLUMNS = ["nip", "name", "unit_code", "position", "year", "jp", "obligation_jp", "missing_jp", "modules", "sessions"]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the people of a unit, in the viewer's language. kinds: what the unit learnt, "" for nothing."""

    page: Page[Any]
    figures: PeopleFigures
    table: Markup
    kinds: Markup


def unit(request: HttpRequest) -> HttpResponse:
    """Show the people of a unit and all below it."""
    actor, now = actor_behind(request), present()
    year = chosen_year(request)
    units = unit_choices(actor, "people.see_employee", at=now)
    chosen = chosen_unit(request, units) or own_unit(actor, units)
    people = employees_in(actor, chosen.path)
    if wants_csv(request):
        return csv_file(f"unit-{chosen.code}-{year}", COLUMNS, map(as_cells, roster(list(people), year)))
    number, is_linked = page_number(request), permissions.allows(actor, LEDGER, path=chosen.path)

    def read() -> Found:
        page, shown = page_at(number, people, a_page=PEOPLE_A_PAGE)
        [table] = rendered("home/pieces.html", "people_of_unit", [(roster(shown, year), year, is_linked)])
        return Found(page, people_figures(year, unit=chosen, at=now), table, kinds_drawn(chosen, year))

    # Whom she may see is settled: who reaches a unit reaches everybody in it.
    found = remembered("unit", (viewing(), year, chosen.pk, number, is_linked), read, at=now.records)
    context = {"found": found, "unit": chosen, "units": units, "year": year, "years": recent_years(year)}
    return render(request, "home/unit.html", {**context, "offered": pages_offered(actor)})


def kinds_drawn(unit: Unit, year: int) -> Markup:
    found = kinds_of_years([year, year - 1], unit=unit)
    if not found[year]:
        return Markup()
    query = urlencode({"tahun": str(year), "unit": unit.code})
    return rendered("home/trends_pieces.html", "of_kinds", [(found[year], found[year - 1], year, query)])[0]


def pages_offered(actor: Actor) -> list[str]:
    """Return the names of the unit's further pages that are open to an actor."""
    pages = {"unit_pertanyaan": ANSWER, "unit_sesi": "sessions.manage", "unit_akun": "accounts.help"}
    open_ones = [name for name, action in pages.items() if visible_paths(actor, action)]
    return [*open_ones, "unit_impor"] if kinds_of(actor) else open_ones


def own_unit(actor: Actor, units: Sequence[Unit]) -> Unit:
    """Return the unit that the viewer works in, the first when it is none of these."""
    employee = employee_of(actor)
    return next((unit for unit in units if employee is not None and unit.pk == employee.unit_id), units[0])


def as_cells(row: PersonRow) -> list[object]:
    employee, duty = row.employee, row.duty
    who = [employee.nip, employee.name, employee.unit.code, employee.position]
    return [*who, duty.year, duty.earned, duty.least, duty.missing, row.figures.modules, row.figures.sessions]
