"""Files taken in by the browser: uploaded, looked through, mended, imported."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.base.lib.importing.kinds import Kind
from alur.base.lib.problems import Problem, on_form
from alur.base.ui.downloads import csv_file
from alur.catalogue.views.lists import page_number
from alur.home.forms import KIND_NAMES, UploadForm, cell_name, mended_cells
from alur.home.importers.uploads import kind_of
from alur.home.models import FileImport, ImportState
from alur.home.permissions import kinds_of, require_import
from alur.home.queries.imports import import_of, imports_of, refused_of, rejected_file_of
from alur.home.services import imports
from alur.home.views.people import pages_offered

ROWS_A_PAGE = 10
OK, UNPROCESSABLE, FORBIDDEN = 200, 422, 403


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Show what was uploaded lately and the form; by POST, take a file to be looked through."""
    actor = actor_behind(request)
    kinds = kinds_of(actor)
    if not kinds:
        raise permissions.not_allowed()
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES, kinds=kinds) if is_sent else UploadForm(kinds=kinds)
    id = uploaded(actor, form) if form.is_valid() else None
    if id is not None:
        return redirect("unit_impor_satu", id=id)
    context = {
        "offered": pages_offered(actor),
        "form": form,
        "imports": imports_of(actor),
        "kind_names": KIND_NAMES,
        "kinds": [kind_of(kind.name, actor=actor, source="") for kind in kinds],
    }
    return render(request, "home/impor.html", context, status=UNPROCESSABLE if form.errors else OK)


def uploaded(actor: Actor, form: UploadForm) -> UUID | None:
    """Return the id of what was uploaded, None when the form now says why not."""
    try:
        return imports.upload(actor=actor, kind=form.cleaned_data["jenis"], sent=form.cleaned_data["berkas"])
    except Problem as problem:
        if problem.status == FORBIDDEN:
            raise
        on_form(problem, form)
        return None


@require_safe
def example(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the first line of a kind's files."""
    actor = actor_behind(request)
    require_import(actor, kind)
    return csv_file(kind, list(kind_of(kind, actor=actor, source="").columns), [])


@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show how far a file is, and its refused rows."""
    actor = actor_behind(request)
    found = import_of(actor, id)
    return page(request, found, kind_of(found.kind, actor=actor, source=found.name))


def page(request: HttpRequest, found: FileImport, kind: Kind[Any]) -> HttpResponse:
    rows = Paginator(list(refused_of(found, list(kind.columns))), ROWS_A_PAGE).get_page(page_number(request))
    context = {
        "found": found,
        "kind": kind,
        "kind_name": KIND_NAMES[found.kind],
        "page": rows,
        "cell_name": cell_name,
        "is_at_work": found.state in (ImportState.CHECKING, ImportState.IMPORTING),
        "has_rejected_file": found.rejected > 0 and rejected_file_of(found).exists(),
    }
    return render(request, "home/impor_satu.html", context)


@require_POST
def mend(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put other values into refused rows and look again."""
    actor = actor_behind(request)
    found = import_of(actor, id)
    kind = kind_of(found.kind, actor=actor, source=found.name)
    values = mended_cells(request.POST, refused_of(found, list(kind.columns)), kind)
    if values:
        imports.mend(actor=actor, id=id, values=values)
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("unit_impor_satu", id=id)


@require_POST
def take(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a file in, in the background."""
    imports.take_in(actor=actor_behind(request), id=id)
    return redirect("unit_impor_satu", id=id)


@require_POST
def throw_away(request: HttpRequest, id: UUID) -> HttpResponse:
    """Forget an upload."""
    imports.throw_away(actor=actor_behind(request), id=id)
    messages.success(request, _("The upload is thrown away."))
    return redirect("unit_impor")


@require_safe
def rejected(request: HttpRequest, id: UUID) -> FileResponse:
    """Send the refused rows, to be mended in a spreadsheet and uploaded again."""
    path = rejected_file_of(import_of(actor_behind(request), id))
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename="rejected.csv", content_type="text/csv; charset=utf-8"
    )
