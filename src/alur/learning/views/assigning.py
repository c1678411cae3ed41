"""Assignments: what is asked of the viewer, what she asks of others, and asking it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem, on_form
from alur.catalogue.queries.topics import Topics
from alur.catalogue.views.lists import cleaned, page_number, words
from alur.learning.forms.assigning import TermsForm, nips
from alur.learning.permissions import ASSIGN, assigns
from alur.learning.queries import assignments
from alur.learning.queries.modules import Asked, Listed, hers, modules
from alur.learning.queries.offers import offer
from alur.learning.queries.popular import Ranks, ranks_for
from alur.learning.services import assigning
from alur.learning.services.assigning import Target
from alur.people.models import Employee, Unit
from alur.people.permissions import ATASAN, visible_paths
from alur.people.queries.employees import employee_of, employee_seen_by, positions_in, team_of
from alur.people.queries.units import unit_tree, visible_units
from alur.records.queries.remembered import present, remembered

A_PAGE, MODULES_SHOWN, DONE_SHOWN = 25, 12, 10
LONGEST_QUERY, COUNT_KEPT_SECONDS = 2_000, 60
UNPROCESSABLE, OK = 422, 200
TEAM, UNIT, PERSON = "tim", "unit", "orang"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what is asked of the viewer, and what she has asked of others."""
    actor = actor_behind(request)
    employee = employee_of(actor)
    own = assignments.dues([employee.pk]).get(employee.pk, []) if employee else []
    may_assign = assigns(actor)
    page = Paginator(assignments.given(actor), A_PAGE).get_page(page_number(request)) if may_assign else None
    context = {
        "employee": employee,
        "open": assignments.still_open(own),
        "fallen": assignments.fallen_away(own),
        "done": assignments.latest_done(own, year=clock.today().year)[:DONE_SHOWN],
        "may_assign": may_assign,
        "page": page,
    }
    return render(request, "learning/tugas.html", context)


@dataclass(frozen=True, slots=True)
class Choice:
    """To whom something may be assigned. way: TEAM, UNIT or PERSON; chosen: people the address names."""

    way: str
    ways: list[str]
    chosen: list[Employee]
    team: list[Employee]
    units: list[Unit]
    is_all: bool
    positions: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show whom and what to assign; by POST, assign it."""
    actor = actor_behind(request)
    if not assigns(actor):
        raise permissions.not_allowed()
    choice = choice_of(request, actor)
    searches = "cari" in request.POST
    form = TermsForm(initial=terms_typed(request)) if searches else TermsForm(request.POST or None)
    if form.is_valid() and assigned(request, actor, choice, form):
        return redirect("tim" if "dari" in request.GET else "tugas")
    code = request.GET.get("modul", "")
    asked = cleaned(request.POST["q"]) if "q" in request.POST else words(request)
    found = [] if code else suggested(asked, choice)
    context = {
        "form": form,
        "choice": choice,
        "q": asked,
        "module": offer(code) if code else None,
        "modules": found,
        "completed": completed_by(choice, found),
        "is_whole_team": "semua" in request.POST,
        "ticked": set(nips(request.POST)),
        "written": request.POST.get(PERSON, "") if choice.way == PERSON else "",
        "unit_code": request.POST.get("unit") or request.GET.get("unit", ""),
        "position": request.POST.get("jabatan") or request.GET.get("jabatan", ""),
    }
    return render(request, "learning/tugas_baru.html", context, status=UNPROCESSABLE if form.errors else OK)


def choice_of(request: HttpRequest, actor: Actor) -> Choice:
    ways = [TEAM] if any(grant.role == ATASAN for grant in actor.grants) else []
    paths = visible_paths(actor, ASSIGN)
    ways += [UNIT, PERSON] if paths else []
    chosen = [employee_seen_by(actor, nip, action=ASSIGN) for nip in request.GET.getlist("untuk")[:A_PAGE]]
    asked = request.GET.get("kepada", "")
    way = PERSON if chosen else asked if asked in ways else ways[0]
    units = visible_units(actor, ASSIGN, remembered("units", (), unit_tree, at=present().known)) if way == UNIT else []
    return Choice(
        way=way,
        ways=ways,
        chosen=chosen,
        team=team_of(actor) if way == TEAM else [],
        units=units,
        is_all="" in paths,
        positions=positions_in(paths) if way == UNIT else [],
    )


def completed_by(choice: Choice, found: Sequence[Listed]) -> Collection[int]:
    """Return those of the modules that the one person chosen has completed this year; of several, none is told."""
    if len(choice.chosen) != 1:
        return ()
    return hers(choice.chosen[0].nip, [each.activity_id for each in found], clock.today().year).completed


def terms_typed(request: HttpRequest) -> dict[str, object]:
    """Return the terms as typed so far, right or not, so that a search among the modules keeps them."""
    return {"tenggat": request.POST.get("tenggat", ""), "wajib": "wajib" in request.POST}


def suggested(asked: str, choice: Choice) -> list[Listed]:
    """Return modules to choose from; for people of one position, those that suit it first."""
    positions = {each.position for each in choice.chosen}
    ranks = ranks_for(positions.pop(), at=present().known) if len(positions) == 1 else Ranks()
    return modules(Asked(q=asked), Topics({}), ranks)[:MODULES_SHOWN]


def assigned(request: HttpRequest, actor: Actor, choice: Choice, form: TermsForm) -> bool:
    try:
        given = assigning.assign(
            actor=actor, code=request.POST.get("modul", ""), targets=targets(request, choice), terms=form.terms()
        )
    except Problem as problem:
        on_form(problem, form)
        return False
    text = ngettext("Assigned to %(num)s person or group.", "Assigned to %(num)s people or groups.", len(given))
    messages.success(request, text % {"num": written(len(given))})
    return True


def targets(request: HttpRequest, choice: Choice) -> list[Target]:
    """Return of whom it is asked. Raises Problem `access.not_allowed` for a unit that is not hers."""
    if choice.way == UNIT:
        code = request.POST.get("unit", "")
        unit = next((each for each in choice.units if each.code == code), None)
        if (code and unit is None) or not (code or choice.is_all):
            raise permissions.not_allowed()
        return [Target(unit=unit, position=position_among(choice.positions, request.POST.get("jabatan", "")))]
    if choice.chosen:
        return [Target(nip=each.nip) for each in choice.chosen]
    if choice.way == TEAM and "semua" in request.POST:
        return [Target(nip=each.nip) for each in choice.team]
    return [Target(nip=nip) for nip in nips(request.POST)]


def position_among(positions: list[str], asked: str) -> str:
    """Return the position asked for, "" for any. Raises Problem `learning.no_position`: it must not become all."""
    if asked and asked not in positions:
        raise Problem(
            "learning.no_position",
            _("Nobody whom you reach holds this position."),
            field="jabatan",
            mend=_("Choose one from the list."),
        )
    return asked


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, id: int) -> HttpResponse:
    """Show an assignment to others and how far they are; by POST, let it hold on other terms."""
    actor = actor_behind(request)
    found = assignments.assignment_of(actor, id)
    form = TermsForm(request.POST or None, initial={"tenggat": found.due_on, "wajib": found.is_mandatory})
    if form.is_valid() and changed(actor, id, form):
        messages.success(request, _("The change is kept."))
        return redirect("tugas_satu", id=id)
    rows = assignments.reached(found)
    context = {
        "assignment": found,
        "is_archived": any(not row.is_offered for row in rows),
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(page_number(request)),
        "done": sum(row.is_done for row in rows),
    }
    return render(request, "learning/tugas_satu.html", context, status=UNPROCESSABLE if form.errors else OK)


def changed(actor: Actor, id: int, form: TermsForm) -> bool:
    try:
        assigning.change_assignment(actor=actor, id=id, terms=form.terms())
    except Problem as problem:
        on_form(problem, form)
    return not form.errors


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """Tell how many of the viewer's modules press, for the navigation; nothing to say of none.

    Asked by the page after it is shown, and kept by the browser for a minute: no page waits for it.
    """
    employee = employee_of(actor_behind(request))
    pressing = assignments.pressing_count(employee.pk) if employee else 0
    answer = (
        render(request, "learning/tugas_jumlah.html", {"count": pressing}) if pressing else HttpResponse(status=204)
    )
    answer["Cache-Control"] = f"private, max-age={COUNT_KEPT_SECONDS}"
    return answer


@require_POST
def withdraw(request: HttpRequest, id: int) -> HttpResponse:
    """Take an assignment back, or a module off the viewer's own list."""
    assigning.withdraw_assignment(actor=actor_behind(request), id=id)
    messages.success(request, _("It is taken back. What was learnt stays."))
    return redirect("tugas")


@require_POST
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Put a module on the viewer's own list; back to where she was: the module's page, or the list of modules."""
    assigning.enrol(actor=actor_behind(request), code=code)
    if "daftar" not in request.POST:
        return redirect("modul_satu", code=code)
    messages.success(request, _("It stands on your list."))
    # Read and written anew, so that nothing but a query comes of it.
    asked = QueryDict(request.POST["daftar"][:LONGEST_QUERY]).urlencode()
    return redirect(f"{reverse('modul')}?{asked}" if asked else "modul")
