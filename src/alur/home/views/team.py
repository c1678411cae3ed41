"""Tim saya: who is short, what each learns, what comes due; and one person of the team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.ui.downloads import csv_file
from alur.credit.queries.ledger import latest
from alur.growth.permissions import leads, may_give
from alur.growth.queries import feedback_on
from alur.home.queries.team import team
from alur.home.views.parameters import chosen_year, recent_years, wants_csv
from alur.home.views.people import COLUMNS, as_cells
from alur.home.views.rapor import LEDGER
from alur.learning.permissions import may_assign
from alur.learning.queries.registrations import consents_asked_of
from alur.people.queries.employees import employee_seen_by, team_of

ENTRIES_SHOWN, CONSENTS_SHOWN = 10, 20


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a supervisor's own team."""
    year = chosen_year(request)
    actor = actor_behind(request)
    found = team(team_of(actor), year)
    if wants_csv(request):
        return csv_file(f"tim-{year}", COLUMNS, (as_cells(each.row) for each in found.members))
    asked = consents_asked_of(actor)
    context = {"team": found, "year": year, "years": recent_years(year)}
    context |= {"asked": asked[:CONSENTS_SHOWN], "asked_count": len(asked)}
    return render(request, "home/tim.html", context)


@require_safe
def one(request: HttpRequest, nip: str) -> HttpResponse:
    """Show one person whom the viewer leads: how far she is, what is asked of her, what she completed."""
    actor = actor_behind(request)
    employee = employee_seen_by(actor, nip, action=LEDGER)
    if employee.nip == actor.subject:
        return redirect("rapor")
    year = chosen_year(request)
    [member] = team([employee], year).members
    lines = latest(employee.pk, year, count=ENTRIES_SHOWN)
    context = {
        "employee": employee,
        "member": member,
        "year": year,
        "years": recent_years(year),
        "lines": lines,
        "words": feedback_on([line.evidence_id for line in lines]),
        "leads": leads(actor, employee),
        "viewer_name": actor.name,
        "may_give": may_give(actor, employee),
        "may_assign": may_assign(actor, employee, None),
    }
    return render(request, "home/tim_satu.html", context)
