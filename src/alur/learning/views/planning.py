"""Sessions made, copied, changed and cancelled by who holds them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem, on_form
from alur.learning.forms.sessions import NewSessionForm, SessionForm, as_planned
from alur.learning.permissions import require_manage
from alur.learning.queries.sessions import session
from alur.learning.services.planning import cancel_session, change_session, plan_sessions, require_standing
from alur.people.models import Unit
from alur.people.queries.units import unit_tree, visible_units
from alur.records.queries.remembered import present, remembered

ACTION = "sessions.manage"
FORBIDDEN, UNPROCESSABLE, OK = 403, 422, 200


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new session, by `dari` as a copy of another; by POST, make it."""
    actor = actor_behind(request)
    units, agency = choices(actor)
    copied = request.GET.get("dari", "")
    initial = copy_of(copied) if copied else {}
    form = NewSessionForm(request.POST or None, units=units, agency=agency, initial=initial)
    codes: list[str] = []
    if form.is_valid():
        count, every_days = form.cleaned_data["count"] or 1, int(form.cleaned_data["every_days"])
        attempt(form, lambda: codes.extend(made(actor, form, count, every_days)))
    if codes:
        text = ngettext("%(num)s session is planned.", "%(num)s sessions are planned.", len(codes))
        messages.success(request, text % {"num": len(codes)})
        return redirect("sesi_satu", code=codes[0])
    return shown(request, "learning/sesi_baru.html", form)


def made(actor: Actor, form: NewSessionForm, count: int, every_days: int) -> list[str]:
    return plan_sessions(actor=actor, plan=form.plan(), count=count, every_days=every_days)


def copy_of(code: str) -> dict[str, object]:
    found: Any = session(code)
    values = as_planned(found, found.jp)
    return {name: value for name, value in values.items() if name not in ("starts_at", "ends_at", "recording_url")}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Show a session's form; by POST, change it."""
    actor = actor_behind(request)
    found: Any = session(code)
    require_manage(actor, found.unit)
    require_standing(found)
    units, agency = choices(actor)
    form = SessionForm(request.POST or None, units=units, agency=agency, initial=as_planned(found, found.jp))
    if form.is_valid() and attempt(form, lambda: change_session(actor=actor, code=code, plan=form.plan())):
        messages.success(request, _("The session is changed."))
        return redirect("sesi_satu", code=code)
    return shown(request, "learning/sesi_ubah.html", form, session=found)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whether a session is to be cancelled; by POST, cancel it."""
    actor, found = actor_behind(request), session(code)
    require_manage(actor, found.unit)
    if request.method == "POST":
        cancel_session(actor=actor, code=code)
        messages.success(request, _("The session is cancelled."))
        return redirect("sesi_satu", code=code)
    return render(request, "learning/sesi_batal.html", {"session": found})


def choices(actor: Actor) -> tuple[list[Unit], bool]:
    """Return the units for which an actor may hold sessions, and whether for the agency. Raises Problem for none."""
    units = visible_units(actor, ACTION, remembered("units", (), unit_tree, at=present().known))
    if not units:
        raise permissions.not_allowed()
    return units, permissions.allows(actor, ACTION)


def attempt(form: SessionForm, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; tell whether it was done, else the form says why not."""
    try:
        act()
    except Problem as problem:
        if problem.status == FORBIDDEN:
            raise
        on_form(problem, form)
    return not form.errors


def shown(request: HttpRequest, template: str, form: SessionForm, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=UNPROCESSABLE if form.errors else OK)
