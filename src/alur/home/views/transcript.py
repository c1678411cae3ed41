"""The transcript as a document, and the page by which anybody who holds one checks it."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib.problems import Problem
from alur.base.lib.typesetting import pdf_bytes
from alur.base.ui.downloads import file
from alur.home.queries.transcript import checked, transcript
from alur.home.views.parameters import chosen_year
from alur.home.views.transcript_words import said
from alur.insight.queries.people import years_of
from alur.people.models import Employee
from alur.people.queries.employees import employee_of, employee_seen_by

TEMPLATE = Path(__file__).parents[1] / "typst" / "transkrip.typ"
LEDGER = "ledger.see_others"


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Give the viewer's own transcript."""
    employee = employee_of(actor_behind(request))
    return redirect("beranda") if employee is None else document(request, employee)


@require_safe
def of(request: HttpRequest, nip: str) -> HttpResponse:
    """Give the transcript of an employee whose record the viewer may see."""
    return document(request, employee_seen_by(actor_behind(request), nip, action=LEDGER))


def document(request: HttpRequest, employee: Employee) -> HttpResponse:
    years = years_of(employee.pk)
    found = transcript(employee, chosen_year(request, default=years[0] if years else None))
    made = pdf_bytes(TEMPLATE, said(found), made_at=found.made_at)
    return file(f"transkrip-{employee.nip}-{found.year}.pdf", "application/pdf", made)


@login_not_required
@never_cache
@require_safe
def check(request: HttpRequest, text: str) -> HttpResponse:
    """Show what a sealed transcript said and whether the ledger says so still. Open to whoever holds the document."""
    found = checked(text)
    if found is None:
        raise Problem(
            "home.no_such_transcript",
            _("No transcript with this code was made here."),
            mend=_("Compare the address with the one in the document, letter by letter."),
            status=404,
        )
    return render(request, "home/transkrip_periksa.html", {"found": found})
