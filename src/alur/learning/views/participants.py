"""The organiser's list: who registered, who was there, and presence noted by hand or by list."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem, on_form
from alur.base.ui.downloads import csv_file
from alur.catalogue.views.lists import page_number
from alur.learning.forms.sessions import ListForm, PresenceForm, people_chosen
from alur.learning.models import Session
from alur.learning.permissions import require_manage
from alur.learning.queries.reach import names_of, waiting_file
from alur.learning.queries.registrations import Participant, participants
from alur.learning.queries.sessions import session
from alur.learning.services import attendance_files
from alur.learning.services.attendance_files import MOST_BYTES, SURE, UNKNOWN, UNSURE

PEOPLE_A_PAGE, MOST_TO_DECIDE, MOST_SURE = 50, 200, 100
OK, UNPROCESSABLE, FORBIDDEN, NOT_FOUND = 200, 422, 403, 404
COLUMNS = ["nip", "name", "unit_code", "unit", "state", "registered_at", "minutes", "needed_minutes", "attended"]


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show who registered and who was there; as a file, too."""
    found = managed(request, code)
    people = participants(found)
    if request.GET.get("format") == "csv":
        return csv_file("peserta", COLUMNS, map(as_cells, people))
    return page(request, found, people)


def page(
    request: HttpRequest,
    found: Session,
    people: list[Participant],
    *,
    presence: PresenceForm | None = None,
    upload: ListForm | None = None,
) -> HttpResponse:
    has_begun = found.starts_at <= clock.now()
    times = {"joined_at": found.starts_at, "left_at": min(found.ends_at, clock.now())}
    shown = Paginator(people, PEOPLE_A_PAGE).get_page(page_number(request))
    context = {
        "session": found,
        "page": shown,
        "placed": sum(each.state == "placed" for each in people),
        "waiting": sum(each.state == "waiting" for each in people),
        "here": sum(each.is_here for each in people),
        "attended": sum(each.attended for each in people),
        "can_note": has_begun and not found.cancelled_at,
        "presence": presence or PresenceForm(initial=times),
        "upload": upload or ListForm(),
    }
    is_wrong = bool((presence and presence.errors) or (upload and upload.errors))
    return render(request, "learning/sesi_peserta.html", context, status=UNPROCESSABLE if is_wrong else OK)


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Note presence by hand."""
    found, form = managed(request, code), PresenceForm(request.POST)
    count = 0
    if form.is_valid():
        try:
            count = attendance_files.note_by_hand(actor=actor_behind(request), code=code, **form.cleaned_data)
        except Problem as problem:
            if problem.status == FORBIDDEN:
                raise
            on_form(problem, form)
    if form.errors:
        return page(request, found, participants(found), presence=form)
    return recorded(request, code, count)


@require_POST
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take a list of participants in, to be reviewed."""
    found, form = managed(request, code), ListForm(request.POST, request.FILES)
    file_id: UUID | None = None
    if form.is_valid():
        sent = form.cleaned_data["berkas"]
        try:
            file_id = attendance_files.upload(
                actor=actor_behind(request),
                code=code,
                data=sent.read(MOST_BYTES + 1),
                name=sent.name,
                zone=form.cleaned_data["zona"],
            )
        except Problem as problem:
            if problem.status == FORBIDDEN:
                raise
            on_form(problem, form)
    if file_id is None:
        return page(request, found, participants(found), upload=form)
    return redirect("sesi_tinjau", code=code, id=file_id)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    """Show whom a list means, surely, perhaps and not at all; by POST, record it or throw it away."""
    found = managed(request, code)
    refused = None
    if request.method == "POST":
        try:
            return decided(request, code, id)
        except Problem as problem:
            if problem.status in (FORBIDDEN, NOT_FOUND):
                raise
            refused = problem
    waiting = waiting_file(actor_behind(request), found, id)
    if waiting is None:
        raise attendance_files.no_list()
    people = list(enumerate(waiting.people))
    kinds = {
        kind: [(place, each) for place, each in people if each["kind"] == kind] for kind in (SURE, UNSURE, UNKNOWN)
    }
    context = {
        "session": found,
        "file": waiting,
        "sure": kinds[SURE][:MOST_SURE],
        "unsure": kinds[UNSURE][:MOST_TO_DECIDE],
        "unknown": kinds[UNKNOWN][:MOST_TO_DECIDE],
        "beyond": sum(max(len(kinds[kind]) - MOST_TO_DECIDE, 0) for kind in (UNSURE, UNKNOWN)),
        "counts": {kind: len(found_so) for kind, found_so in kinds.items()},
        "names": names_of({nip for _place, each in people for nip in each["nips"]}),
        "chosen": people_chosen(request)[0],
        "refused": refused,
    }
    return render(request, "learning/sesi_tinjau.html", context, status=refused.status if refused else OK)


def decided(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    actor = actor_behind(request)
    if "buang" in request.POST:
        attendance_files.throw_away(actor=actor, file_id=id)
        return redirect("sesi_peserta", code=code)
    chosen, left_out = people_chosen(request)
    return recorded(request, code, attendance_files.confirm(actor=actor, file_id=id, chosen=chosen, left_out=left_out))


def recorded(request: HttpRequest, code: str, count: int) -> HttpResponse:
    text = ngettext("The presence of %(num)s person is recorded.", "The presence of %(num)s people is recorded.", count)
    messages.success(request, text % {"num": written(count)})
    return redirect("sesi_peserta", code=code)


def managed(request: HttpRequest, code: str) -> Session:
    """Return a session that the viewer holds. Raises Problem `learning.no_session`, `access.not_allowed`."""
    found = session(code)
    require_manage(actor_behind(request), found.unit)
    return found


def as_cells(each: Participant) -> list[object]:
    who, presence = each.employee, each.presence
    times = [presence.minutes, presence.needed_minutes] if presence else [0, None]
    asked_at = each.registration.asked_at if each.registration else None
    return [who.nip, who.name, who.unit.code, who.unit.name, each.state, asked_at, *times, int(each.attended)]
