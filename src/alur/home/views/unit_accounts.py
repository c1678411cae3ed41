"""Who of a unit can sign in: accounts opened, locked and renewed by who looks after the unit."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.base.ui.qr import picture
from alur.catalogue.views.lists import page_at, page_number, query_string, words
from alur.home.forms import AccountForm
from alur.home.views.people import own_unit, pages_offered
from alur.home.views.units import chosen_unit, unit_choices
from alur.people.permissions import ROLES
from alur.people.queries.accounts import account_of, held_by
from alur.people.queries.employees import employee_seen_by, employees_found
from alur.people.services import helping
from alur.records.queries.remembered import present

ACTION = "accounts.help"
PEOPLE_A_PAGE = 25


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the people of a unit with their accounts."""
    actor = actor_behind(request)
    units = unit_choices(actor, ACTION, at=present())
    unit = chosen_unit(request, units) or own_unit(actor, units)
    q = words(request)
    page, people = page_at(page_number(request), employees_found(actor, unit.path, q), a_page=PEOPLE_A_PAGE)
    context = {
        "offered": pages_offered(actor),
        "unit": unit,
        "units": units,
        "q": q,
        "page": page,
        "rows": held_by(actor, people),
        "role_names": {role.code: role.label for role in ROLES},
        "query": query_string({"unit": unit.code, "q": q}),
    }
    return render(request, "home/unit_akun.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, nip: str) -> HttpResponse:
    """Show an employee's account; by POST, open, renew, lock or unlock it. An address to sign in is shown this once."""
    actor = actor_behind(request)
    employee = employee_seen_by(actor, nip, action=ACTION)
    form = AccountForm(request.POST) if request.method == "POST" else None
    address = ""
    if form is not None:
        if not form.is_valid():
            raise Problem(
                "home.bad_form",
                _("This page has sent something that cannot be read."),
                mend=_("Go back and repeat the step."),
            )
        address = done(request, actor, nip, form.cleaned_data["tindakan"])
        if not address:
            return redirect("unit_akun_satu", nip=nip)
    context = {
        "held": account_of(actor, employee),
        "role_names": {role.code: role.label for role in ROLES},
        "address": address,
        "picture": picture(address) if address else "",
    }
    return render(request, "home/unit_akun_satu.html", context)


def done(request: HttpRequest, actor: Actor, nip: str, act: str) -> str:
    """Do what is asked; return the address to be shown once, "" when there is none."""
    giving: dict[str, Callable[..., str]] = {"buat": helping.open_account, "atur-ulang": helping.renew_account}
    if act in giving:
        return giving[act](actor=actor, nip=nip)
    is_locked = act == "kunci"
    helping.lock_account(actor=actor, nip=nip, is_locked=is_locked)
    messages.success(request, _("The account is locked.") if is_locked else _("The account is open again."))
    return ""
