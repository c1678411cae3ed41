"""Files of an item: looked at page by page and taken away by its readers, attached by its curators."""

from typing import IO, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from alur.base.access.queries import actor_behind
from alur.base.files.views import send
from alur.base.lib.extracting.scans import is_installed
from alur.base.lib.posted import small
from alur.base.lib.problems import Problem, on_form
from alur.knowledge.forms import FileForm
from alur.knowledge.permissions import require_curate
from alur.knowledge.queries.files import (
    MOST_BYTES,
    as_html,
    ending_to_read,
    file_of,
    files_of,
    is_cut,
    is_drawn,
    page_of,
)
from alur.knowledge.queries.items import item_of
from alur.knowledge.services import extracting
from alur.knowledge.services.files import MOST_FILES, attach_file, detach_file, read_again
from alur.knowledge.services.texts import UNPROCESSABLE

OK = 200
ON_FORM = (409, 413, UNPROCESSABLE, 507)


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """Show the files of an item to who curates it; by POST, attach one."""
    actor = actor_behind(request)
    item = item_of(code, actor)
    require_curate(actor, item.unit)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attached(request, code, form):
        messages.success(request, _("The file is attached; what it says can be searched in a moment."))
        return redirect("pengetahuan_berkas", code=code)
    context = {
        "item": item,
        "files": files_of(item, actor),
        "form": form,
        "most_files": MOST_FILES,
        "most_bytes": MOST_BYTES,
        "has_ocr": is_installed(),
    }
    return render(request, "knowledge/berkas.html", context, status=UNPROCESSABLE if form.errors else OK)


def attached(request: HttpRequest, code: str, form: FileForm) -> bool:
    file = form.cleaned_data["berkas"]
    # Django's types know no plain reading of an upload.
    stream, name = cast("IO[bytes]", file.file), file.name or ""
    try:
        ending = ending_to_read(stream, name, file.size or 0)
        title = form.cleaned_data["judul"]
        attach_file(actor=actor_behind(request), code=code, name=name, title=title, file=stream, ending=ending)
    except Problem as problem:
        if problem.status not in ON_FORM:
            raise
        on_form(problem, form)
    return not form.errors


@require_safe
@vary_on_headers("HX-Request")
def one(request: HttpRequest, code: str, id: int, number: int = 1) -> HttpResponse:
    """Show a page of a file; to the item's page only that part."""
    actor = actor_behind(request)
    number = small(request.GET.get("halaman", ""), digits=4) or number
    file = file_of(actor, code, id)
    page = page_of(file, number)
    is_part = "HX-Request" in request.headers
    context: dict[str, Any] = {
        "is_part": is_part,
        "item": file.item,
        "file": file,
        "page": page,
        "html": as_html(page, top_level=4 if is_part else 2),
        "is_cut": is_cut(page),
        "is_drawn": is_drawn(page),
        "has_ocr": is_installed(),
    }
    return render(request, f"knowledge/{'berkas_halaman' if is_part else 'berkas_satu'}.html", context)


@require_safe
def drawing(request: HttpRequest, code: str, id: int, number: int) -> HttpResponseBase:
    """Send the picture of a page."""
    page = page_of(file_of(actor_behind(request), code, id), number)
    return send(request, extracting.drawing(page))


@require_safe
def take(request: HttpRequest, code: str, id: int) -> HttpResponseBase:
    """Send a file as it was attached."""
    file = file_of(actor_behind(request), code, id)
    return send(request, file.stored, called=f"{file.title}.{file.ending}")


@require_POST
def remove(request: HttpRequest, code: str, id: int) -> HttpResponse:
    """Take a file away from an item."""
    detach_file(actor=actor_behind(request), code=code, id=id)
    messages.success(request, _("The file is no longer attached."))
    return redirect("pengetahuan_berkas", code=code)


@require_POST
def again(request: HttpRequest, code: str, id: int) -> HttpResponse:
    """Let a file be read once more."""
    read_again(actor=actor_behind(request), code=code, id=id)
    messages.success(request, _("The file is read once more in a moment."))
    return redirect("pengetahuan_berkas", code=code)
