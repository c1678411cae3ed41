"""The editor of a draft: plain form, saved with each pause in typing when scripts run, with a preview as on a phone."""

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alur.base.access.queries.acting import names
from alur.base.files.queries import ending_of, largest_bytes, most_bytes
from alur.base.files.rules import MEGABYTE, Use, use_of
from alur.base.lib import clock, posted
from alur.base.lib.problems import Problem
from alur.learning.forms import editing
from alur.learning.importers import words
from alur.learning.importers.content import incoming
from alur.learning.importers.drafts import checked
from alur.learning.models import Draft, DraftCopy, DraftState, ModuleKind
from alur.learning.queries.contents import ShownScreen, draft_images, shown_screens
from alur.learning.queries.drafts import draft_of
from alur.learning.queries.notes import NOTHING
from alur.learning.queries.references import TAKEN
from alur.learning.rules.drafting import Typed, changed_screens, typed_of, with_screens
from alur.learning.services.content import Incoming
from alur.learning.services.drafts import Saved, add_file, drop_copy, remove_file, save_draft, take_copy
from alur.learning.views.drafts import author
from alur.learning.views.snippets import file_text, snippet, snippets, with_captions

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """A screen as a reader would see it. screen: None when there is nothing on it yet."""

    number: int
    total: int
    screen: ShownScreen | None


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the editor; by POST save, and do what the button that was pressed asks for."""
    actor = author(request)
    if request.method == "POST":
        return take(request, id)
    draft = draft_of(actor, id)
    if draft.state != DraftState.DRAFT:
        return redirect("kurasi_tinjau", id=id)
    return render(
        request, "learning/editor.html", page(draft, typed_of(draft.body), posted.small(request.GET.get("layar", "")))
    )


def take(request: HttpRequest, id: UUID) -> HttpResponse:
    actor, typed, act = author(request), editing.typed(request), editing.act(request)
    screens, number = changed_screens(typed.screens, act.verb, act.screen, snippet(act.block))
    saved = save_draft(actor=actor, id=id, revision=revision(request), typed=with_screens(typed, screens))
    if saved.copy is None and act.verb == "picture":
        screens = with_file(request, id, list(screens), number)
        saved = save_draft(actor=actor, id=id, revision=saved.draft.revision, typed=with_screens(typed, screens))
    if saved.copy is None and act.verb == "drop":
        without_file(request, id, act.block)
    if saved.copy is None and act.verb == "review":
        return redirect("kurasi_tinjau", id=id)
    if saved.copy is None and act.verb == "save":
        messages.success(request, _("Saved."))
    anchor = "pratinjau" if act.verb == "look" else f"layar-{number}"
    return redirect(f"{reverse('kurasi_draf', kwargs={'id': id})}?layar={number}#{anchor}")


def revision(request: HttpRequest) -> int:
    return posted.small(request.POST.get("revision", ""))


def with_file(request: HttpRequest, id: UUID, screens: list[str], number: int) -> list[str]:
    """Keep the file that was sent and put it at the end of a screen; what is wrong with it is told."""
    file = request.FILES.get("gambar")
    try:
        if file is None or not file.name:
            raise words.no_picture()
        checked_file = file_of(file)
        name = slugify(PurePosixPath(file.name).stem)[:LONGEST_NAME] or "berkas"
        with checked_file.opened() as opened:
            called = add_file(
                actor=author(request),
                id=id,
                name=name,
                file=opened,
                ending=checked_file.ending,
                most=checked_file.most,
            )
    except Problem as problem:
        messages.error(request, str(problem))
        return screens
    captioned = with_captions(screens[number - 1], called)
    if use_of(called) is Use.CAPTIONS and captioned != screens[number - 1]:
        return [*screens[: number - 1], captioned, *screens[number:]]
    alt = posted.text(request.POST.get("keterangan", "")).strip()
    return changed_screens(screens, "insert", number, file_text(alt, called))[0]


def file_of(file: "UploadedFile[Any]") -> Incoming:
    """Return an uploaded file that may be kept. Raises Problem saying what is wrong with it."""
    name, size = file.name or "", file.size or 0
    if size > largest_bytes():
        raise words.file_large(name, largest_bytes())
    # Django's types know no plain reading of an upload.
    stream = cast("IO[bytes]", file.file)
    found = incoming(name, ending_of(stream, size), size, TAKEN, lambda: nullcontext(stream))
    if isinstance(found, Problem):
        raise found
    return found


def without_file(request: HttpRequest, id: UUID, name: str) -> None:
    """Take a file off the draft; what keeps it there is told."""
    try:
        remove_file(actor=author(request), id=id, name=name)
    except Problem as problem:
        messages.error(request, str(problem))


@require_POST
def save(request: HttpRequest, id: UUID) -> HttpResponse:
    """Save while she types, and show the preview and what is wrong anew. For htmx."""
    actor, typed = author(request), editing.typed(request)
    try:
        saved = save_draft(actor=actor, id=id, revision=revision(request), typed=typed)
    except Problem as problem:
        return render(request, "learning/editor_refused.html", {"problem": problem}, status=422)
    context = page(saved.draft, typed, editing.act(request).screen)
    return render(request, "learning/editor_saved.html", context | {"saved": saved, "at": clock.now()})


@require_POST
def copy(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a copy instead of what is saved, or throw it away."""
    actor, copy_id = author(request), posted.small(request.POST.get("salinan", ""))
    if "buang" in request.POST:
        drop_copy(actor=actor, id=id, copy_id=copy_id)
    else:
        saved: Saved = take_copy(actor=actor, id=id, copy_id=copy_id, revision=revision(request))
        if saved.copy:
            messages.error(request, _("The draft was changed meanwhile; look at it, then choose again."))
    return redirect("kurasi_draf", id=id)


def page(draft: Draft, typed: Typed, number: int) -> dict[str, Any]:
    """Return what the editor shows. typed: what stands in its fields; number: of the screen to look at."""
    found = checked(draft.code, typed, draft.images)
    copies: list[DraftCopy] = list(draft.copies.order_by("-made_at"))
    number = min(max(number, 1), len(typed.screens))
    return {
        "draft": draft,
        "typed": typed,
        "checked": found,
        "preview": preview(draft, typed, number),
        "copies": [(each, typed_of(each.body)) for each in copies],
        "names": names([draft.changed_by, *(each.made_by for each in copies)]),
        "kinds": ModuleKind.values,
        "snippets": snippets(),
        "nothing": NOTHING,
        "copy_id": uuid4(),
        "largest_mb": most_bytes(Use.VIDEO) // MEGABYTE,
    }


def preview(draft: Draft, typed: Typed, number: int) -> Preview:
    """Return a screen as a reader would see it, whatever is wrong elsewhere."""
    alone = checked(draft.code, with_screens(typed, typed.screens[number - 1 : number]), draft.images)
    screens = shown_screens(alone.drafted.parsed.screens[:1], draft_images(draft))
    return Preview(number, len(typed.screens), screens[0] if screens else None)
