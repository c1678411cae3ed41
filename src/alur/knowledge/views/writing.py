"""Writing items: begun from nothing, from an item or a file; the editor, saved with each pause in typing."""

from typing import IO, Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.base.access.queries import actor_behind
from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.posted import KEY_DIGITS, small, text
from alur.base.lib.problems import Problem
from alur.knowledge.models import Draft, DraftState
from alur.knowledge.permissions import require_writer
from alur.knowledge.queries.checking import LANGUAGES, checked, writing_choices
from alur.knowledge.queries.drafts import draft_of, own_drafts
from alur.knowledge.queries.items import item_of
from alur.knowledge.queries.rendering import as_read
from alur.knowledge.queries.resembling import near
from alur.knowledge.queries.versions import text_of
from alur.knowledge.rules.drafting import NAMES, Typed, typed_from, typed_of
from alur.knowledge.services import drafts as services
from alur.knowledge.services.unpacking import FIELD, draft_from_file, fault

ACTS = ("review", "look")


def typed_in(request: HttpRequest) -> Typed:
    """Return what stands in the editor, as it was typed."""
    return Typed(**{name: text(request.POST.get(name, "")) for name in NAMES})


def revision(request: HttpRequest) -> int:
    return small(request.POST.get("revision", ""))


def made_id(request: HttpRequest) -> UUID:
    """Return the id that the page was made with. Raises Problem `knowledge.bad_form`."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError as error:
        raise Problem("knowledge.bad_form", _("Something in the form cannot be read.")) from error


def writer(request: HttpRequest) -> Actor:
    """Return who writes. Raises Problem `knowledge.no_writer`."""
    actor = actor_behind(request)
    require_writer(actor)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
def all_drafts(request: HttpRequest) -> HttpResponse:
    """Show what the viewer writes; by POST, begin something new."""
    actor = writer(request)
    if request.method == "POST":
        typed = Typed(title=text(request.POST.get("title", "")))
        return redirect("tulis_draf", id=services.begin_draft(actor=actor, id=made_id(request), typed=typed).pk)
    return render(request, "knowledge/tulis.html", hers(actor))


def hers(actor: Actor, wrong: Problem | None = None) -> dict[str, Any]:
    """Return what the page of all that she writes shows. wrong: with the file that was to become a draft."""
    found = own_drafts(actor)
    return {
        "open": [each for each in found if each.state in (DraftState.DRAFT, DraftState.REVIEW)],
        "published": [each for each in found if each.state == DraftState.PUBLISHED],
        "put_away": [each for each in found if each.state == DraftState.ARCHIVED],
        "id": uuid4(),
        "file_id": uuid4(),
        "wrong": wrong,
    }


@require_POST
def from_file(request: HttpRequest) -> HttpResponse:
    """Begin a draft of what a file says."""
    actor, file = writer(request), request.FILES.get(FIELD)
    try:
        if file is None or not file.file:
            raise fault("missing", _("No file was chosen."), _("Choose a file first."))
        # Django's types know no plain reading of an upload.
        stream, name, size = cast("IO[bytes]", file.file), file.name or "", file.size or 0
        draft = draft_from_file(actor=actor, id=made_id(request), name=name, file=stream, size=size)
    except Problem as problem:
        context = hers(actor, problem)
        return render(request, "knowledge/tulis.html", context, status=problem.status)
    return redirect("tulis_draf", id=draft.pk)


@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a change to an item, or go on with the one that she has begun."""
    actor = writer(request)
    item = item_of(code, actor)
    draft = services.begin_draft(actor=actor, id=made_id(request), typed=typed_from(text_of(item)), item=item)
    return redirect("tulis_draf" if draft.state == DraftState.DRAFT else "tulis_tinjau", id=draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the editor; by POST save, and go where the button that was pressed leads."""
    actor = writer(request)
    if request.method == "POST":
        return take(request, actor, id)
    draft = draft_of(actor, id)
    if draft.state != DraftState.DRAFT:
        return redirect("tulis_tinjau", id=id)
    return render(request, "knowledge/editor.html", page(draft, typed_of(draft.body)))


def take(request: HttpRequest, actor: Actor, id: UUID) -> HttpResponse:
    act, typed = request.POST.get("aksi", ""), typed_in(request)
    try:
        saved = services.save_draft(actor=actor, id=id, revision=revision(request), typed=typed)
    except Problem as problem:
        if problem.code != "knowledge.too_large":
            raise
        # The page comes back with all that she typed.
        context = page(draft_of(actor, id), typed, problem)
        return render(request, "knowledge/editor.html", context, status=problem.status)
    if saved.copy is None and act == "review":
        return redirect("tulis_tinjau", id=id)
    if saved.copy is None and act not in ACTS:
        messages.success(request, _("Saved."))
    return redirect("tulis_draf", id=id)


@require_POST
def save(request: HttpRequest, id: UUID) -> HttpResponse:
    """Save while she types, and show the preview and what is wrong anew. For htmx."""
    actor, typed = writer(request), typed_in(request)
    try:
        saved = services.save_draft(actor=actor, id=id, revision=revision(request), typed=typed)
    except Problem as problem:
        return render(request, "knowledge/editor_refused.html", {"problem": problem}, status=422)
    context = page(saved.draft, typed) | {"saved": saved, "at": clock.now()}
    return render(request, "knowledge/editor_saved.html", context)


@require_safe
def resembling(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what is there already and says nearly the same: a part of the page, as it is looked for while she types."""
    actor = writer(request)
    draft = draft_of(actor, id)
    typed = typed_of(draft.body)
    found = near(actor, typed.title, typed.body, besides=draft.item_id)
    return render(request, "knowledge/mirip.html", {"found": found})


@require_POST
def copy(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a copy instead of what is saved, or throw it away."""
    actor, copy_id = writer(request), small(request.POST.get("salinan", ""), digits=KEY_DIGITS)
    if "buang" in request.POST:
        services.drop_copy(actor=actor, id=id, copy_id=copy_id)
    elif services.take_copy(actor=actor, id=id, copy_id=copy_id, revision=revision(request)).copy:
        messages.error(request, _("The draft was changed meanwhile; look at it, then choose again."))
    return redirect("tulis_draf", id=id)


@require_POST
def put_away(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put a draft away, or take it up again."""
    is_back = "kembali" in request.POST
    services.put_away(actor=writer(request), id=id, is_back=is_back)
    if is_back:
        return redirect("tulis_draf", id=id)
    messages.success(request, _("The draft is put away; you find it below."))
    return redirect("tulis")


def page(draft: Draft, typed: Typed, refused: Problem | None = None) -> dict[str, Any]:
    """Return what the editor shows. typed: what stands in its fields; refused: why that was not saved."""
    choices = writing_choices()
    copies = list(draft.copies.order_by("-made_at"))
    return {
        "draft": draft,
        "typed": typed,
        "checked": checked(typed, choices),
        "choices": choices,
        "languages": LANGUAGES,
        "preview": as_read(typed.body, typed.kind),
        "copies": [(each, typed_of(each.body)) for each in copies],
        "refused": refused,
        "names": names([draft.changed_by, *(each.made_by for each in copies)]),
    }
