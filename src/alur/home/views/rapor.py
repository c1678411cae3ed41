"""Rapor JP: every entry of the ledger, with what proves it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.problems import Problem, on_form
from alur.base.ui.downloads import csv_file
from alur.catalogue.views.lists import one_of, page_at, page_number, query_string
from alur.credit.permissions import may_answer
from alur.credit.queries.ledger import Line, decided_because, line_by_id, lines, parts
from alur.credit.queries.questions import thread
from alur.credit.services.decisions import no_such_entry, reverse_entry
from alur.growth.permissions import leads, may_give
from alur.growth.queries import feedback_on
from alur.home.forms import MessageForm, ReversalForm
from alur.home.queries.roster import row_of
from alur.home.views.parameters import chosen_month, chosen_year, month_names, wants_csv
from alur.insight.queries.people import years_of
from alur.insight.rules.trends import running
from alur.learning.models import ModuleKind, SessionKind
from alur.people.models import Employee
from alur.people.queries.employees import employee_by_id, employee_of, employee_seen_by
from alur.records.queries.texts import statement_text

LINES_A_PAGE = 25
FORBIDDEN = 403
SORTS = (*ModuleKind.values, *SessionKind.values)
LEDGER = "ledger.see_others"
# What the parameter `apa` names, beside the entries: the charts.
PARTS = ("jenis", "bulan", "tahun")
COLUMNS = [
    "entry_id",
    "at",
    "kind",
    "activity_kind",
    "code",
    "title",
    "jp",
    "reason",
    "reverses",
    "unit",
    "record_id",
    "rule",
    "rule_version",
    "activity_version",
]


def own(request: HttpRequest) -> HttpResponse:
    """Show the viewer's own record."""
    employee = employee_of(actor_behind(request))
    return redirect("beranda") if employee is None else page(request, employee)


def of(request: HttpRequest, nip: str) -> HttpResponse:
    """Show the record of an employee whom the viewer may see."""
    return page(request, employee_seen_by(actor_behind(request), nip, action=LEDGER))


def page(request: HttpRequest, employee: Employee) -> HttpResponse:
    years = years_of(employee.pk)
    year = chosen_year(request, default=years[0] if years else None)
    sort, month = one_of(request, "jenis", SORTS), chosen_month(request)
    found = lines(employee.pk, year, sort=sort, month=month)
    if wants_csv(request) and (what := one_of(request, "apa", PARTS)):
        return parts_file(what, employee, year)
    if wants_csv(request):
        name = "-".join(filter(None, ["rapor", employee.nip, str(year), f"{month:02}" if month else "", sort]))
        return csv_file(name, COLUMNS, map(as_cells, found))
    row = row_of(employee, year)
    shown, rows = page_at(page_number(request), found, a_page=LINES_A_PAGE)
    actor = actor_behind(request)
    is_own = employee.nip == actor.subject
    context = {
        "parts": parts(employee.pk, year),
        "sort": sort,
        "sorts": SORTS,
        "month": month,
        "running": running(year, clock.today()),
        "months": month_names(),
        "query": query_string({"tahun": str(year), "bulan": str(month or ""), "jenis": sort}),
        "employee": employee,
        "row": row,
        "year": year,
        "years": sorted({*years, year, clock.today().year}, reverse=True),
        "page": shown,
        "lines": rows,
        "is_own": is_own,
        "leads": not is_own and leads(actor, employee),
    }
    return render(request, "home/rapor.html", context)


def parts_file(what: str, employee: Employee, year: int) -> HttpResponse:
    """Send a chart's numbers, those of the whole year. what: one of PARTS."""
    name = f"rapor-{employee.nip}-{year}-{what}"
    if what == "tahun":
        duty = row_of(employee, year).duty
        return csv_file(
            name, ["figure", "jp"], [("earned", duty.earned), ("goal", duty.goal), ("missing", duty.missing)]
        )
    found = parts(employee.pk, year)
    rows = found.by_kind.items() if what == "jenis" else enumerate(found.by_month, start=1)
    return csv_file(name, ["kind" if what == "jenis" else "month", "jp"], rows)


def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry with its evidence and rule; by POST take it back."""
    line, employee = entry_seen_by(actor_behind(request), entry_id)
    form = ReversalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and reversed_by(actor_behind(request), entry_id, form):
        return redirect("rapor_entry", entry_id=entry_id)
    return entry_page(request, line, employee, form=form)


def entry_page(
    request: HttpRequest,
    line: Line,
    employee: Employee,
    *,
    form: ReversalForm | None = None,
    message: MessageForm | None = None,
) -> HttpResponse:
    """Show an entry. form, message: as they were sent, with what is wrong in them."""
    actor = actor_behind(request)
    form, message = form or ReversalForm(), message or MessageForm()
    is_own, can_answer = employee.nip == actor.subject, may_answer(actor, employee)
    context = {
        "line": line,
        "employee": employee,
        "evidence": statement_text(line.evidence_id),
        "said": decided_because(line),
        "words": feedback_on([line.evidence_id]).get(line.evidence_id, []),
        "viewer_name": actor.name,
        "may_give": line.stands and may_give(actor, employee),
        "form": form if line.stands and permissions.allows(actor, "ledger.reverse", path=employee.unit.path) else None,
        "is_own": is_own,
        "can_answer": can_answer,
        "thread": thread(line.id) if is_own or can_answer else None,
        "message": message,
    }
    return render(request, "home/rapor_entry.html", context, status=422 if form.errors or message.errors else 200)


def entry_seen_by(actor: Actor, entry_id: UUID) -> tuple[Line, Employee]:
    """Return an entry and whose it is. Raises Problem `credit.no_such_entry` (404), also when she may not see it."""
    line = line_by_id(entry_id)
    if line is None:
        raise no_such_entry()
    return line, owner(actor, line)


def reversed_by(actor: Actor, entry_id: UUID, form: ReversalForm) -> bool:
    values = form.cleaned_data
    try:
        reverse_entry(actor=actor, entry_id=entry_id, reason=values["reason"], record_id=values["record_id"])
    except Problem as problem:
        if problem.status == FORBIDDEN:
            raise
        on_form(problem, form)
    return not form.errors


def owner(actor: Actor, line: Line) -> Employee:
    try:
        return employee_seen_by(actor, employee_by_id(line.employee_id).nip, action=LEDGER)
    except Problem as problem:
        # The same answer as for an entry that is not there.
        raise no_such_entry() from problem


def as_cells(line: Line) -> list[object]:
    return [
        line.id,
        line.at,
        line.kind,
        line.sort,
        line.code,
        line.title,
        line.amount,
        line.reason,
        line.reverses_id,
        line.unit,
        line.evidence_id,
        line.rule,
        line.rule_version,
        line.version,
    ]
