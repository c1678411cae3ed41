"""Material and recordings of a session: handed out to all who are signed in, attached by who holds it."""

from pathlib import PurePath
from typing import IO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.files.queries import ending_of, largest_bytes, most_bytes
from alur.base.files.rules import MEGABYTE, Use, use_of
from alur.base.files.services import too_large
from alur.base.files.views import send
from alur.base.lib.problems import Problem, on_form
from alur.learning.forms.sessions import SessionFileForm
from alur.learning.permissions import require_manage
from alur.learning.queries.sessions import files_of, session
from alur.learning.services.session_files import attach_file, detach_file
from alur.learning.services.session_items import make_item

TAKEN = frozenset({Use.DOCUMENT, Use.VIDEO, Use.AUDIO, Use.PICTURE})
OK, UNPROCESSABLE, FORBIDDEN, CONFLICT = 200, 422, 403, 409


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """Show the files of a session to who holds it; by POST, attach one."""
    found = session(code)
    require_manage(actor_behind(request), found.unit)
    form = SessionFileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attached(request, code, form):
        messages.success(request, _("The file is attached."))
        return redirect("sesi_materi", code=code)
    context = {
        "session": found,
        "files": files_of(found),
        "form": form,
        "largest_mb": most_bytes(Use.VIDEO) // MEGABYTE,
        "document_mb": most_bytes(Use.DOCUMENT) // MEGABYTE,
    }
    return render(request, "learning/sesi_materi.html", context, status=UNPROCESSABLE if form.errors else OK)


def attached(request: HttpRequest, code: str, form: SessionFileForm) -> bool:
    file = form.cleaned_data["berkas"]
    # Django's types know no plain reading of an upload.
    stream = cast("IO[bytes]", file.file)
    try:
        ending, most = checked(stream, file.name or "", file.size or 0)
        title = form.cleaned_data["judul"] or PurePath(file.name or "").stem[: form.LONGEST_TITLE]
        attach_file(actor=actor_behind(request), code=code, title=title, file=stream, ending=ending, most=most)
    except Problem as problem:
        if problem.status == FORBIDDEN:
            raise
        on_form(problem, form)
    return not form.errors


def checked(stream: IO[bytes], name: str, size: int) -> tuple[str, int]:
    """Return the ending that a file is kept with, and how large it may be.

    Raises Problem `files.kind`, `files.too_large`.
    """
    if size > largest_bytes():
        raise too_large(largest_bytes())
    ending = ending_of(stream, size)
    if ending is None or use_of(ending) not in TAKEN:
        raise Problem(
            "files.kind",
            _(
                "“%(name)s” is no document, film, recording or picture, or it holds programs or a web page, or unpacks "
                "to far more than it weighs."
            )
            % {"name": name[:80]},
            field="berkas",
            mend=_("Save it as PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, MP4, WebM, MP3, PNG or JPEG, without macros."),
        )
    return ending, most_bytes(use_of(ending))


@require_POST
def become_item(request: HttpRequest, code: str) -> HttpResponse:
    """Let what is handed out become a knowledge item, and go there."""
    try:
        item = make_item(actor=actor_behind(request), code=code)
    except Problem as problem:
        if problem.status != CONFLICT:
            raise
        messages.error(request, str(problem))
        return redirect("sesi_satu", code=code)
    messages.success(request, _("It is a knowledge item now; curators verify it."))
    return redirect("pengetahuan_satu", code=item)


@require_safe
def show(request: HttpRequest, code: str, id: int) -> HttpResponseBase:
    """Send a file of a session."""
    row = session(code).files.filter(pk=id).first()
    if row is None:
        raise Http404
    return send(request, row.stored, called=f"{row.title}{PurePath(row.stored).suffix}")


@require_POST
def remove(request: HttpRequest, code: str, id: int) -> HttpResponse:
    """Hand a file out no longer."""
    detach_file(actor=actor_behind(request), code=code, id=id)
    messages.success(request, _("The file is no longer attached."))
    return redirect("sesi_materi", code=code)
