"""Modules while they are written: begun, saved with each pause in typing, put away. Published they are by reviewing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import IO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.files.services import keep
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.learning.models import Draft, DraftCopy, DraftState, Module
from alur.learning.permissions import AUTHOR, may
from alur.learning.queries.drafts import draft_of, module_of, open_draft
from alur.learning.queries.references import named_files
from alur.learning.rules.drafting import LARGEST_BYTES, Typed
from alur.learning.services.finding import push_modules
from alur.people.models import Unit
from alur.records.services import stamp

# Saving comes with each pause in typing; the trail tells once in a while who sat at the draft.
TOLD_EVERY = timedelta(minutes=30)
MOST_PICTURES = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft after saving. copy: hers, kept beside it as somebody else had changed the draft meanwhile."""

    draft: Draft
    copy: DraftCopy | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a draft begins with. images: as of ModuleContent; based_on: the version that it was."""

    code: str
    typed: Typed
    images: Mapping[str, str]
    unit: Unit | None = None
    based_on: int | None = None


def begin_draft(*, actor: Actor, id: UUID, beginning: Beginning) -> Draft:
    """Begin a draft, once for the id that the page made.

    Raises Problem `access.not_allowed`, `learning.code_taken`, `learning.draft_open` (409).
    """
    if not may(actor, AUTHOR, beginning.unit):
        raise permissions.not_allowed()
    with transaction.atomic():
        if again := Draft.objects.filter(pk=id, made_by=actor.name, code=beginning.code).first():
            return again
        require_free(beginning)
        made = insert(actor, id, beginning)
        audit.write(actor, "learning.begin_draft", target(made), draft=str(id), based_on=beginning.based_on)
        return made


def insert(actor: Actor, id: UUID, beginning: Beginning) -> Draft:
    now = clock.now()
    try:
        with transaction.atomic():
            return Draft.objects.create(
                id=id,
                code=beginning.code,
                unit=beginning.unit,
                body=beginning.typed.stored(),
                images=dict(beginning.images),
                based_on=beginning.based_on,
                made_by=actor.name,
                made_at=now,
                changed_by=actor.name,
                changed_at=now,
            )
    except IntegrityError as error:
        # Somebody was quicker by a moment.
        raise draft_open(beginning.code) from error


def draft_open(code: str) -> Problem:
    return Problem(
        "learning.draft_open",
        _("A draft with the code “%(code)s” is being written already.") % {"code": code},
        field="code",
        mend=_("Open it from the list, or put it away first."),
        status=409,
    )


def require_free(beginning: Beginning) -> None:
    """Raise Problem when the code is another module's, or is being written already."""
    if beginning.based_on is None and ids_by_code(Kind.MODULE, [beginning.code]):
        raise Problem(
            "learning.code_taken",
            _("There is already a module with the code “%(code)s”.") % {"code": beginning.code},
            field="code",
            mend=_("Choose another, or open that module from the list and edit it."),
            status=409,
        )
    if open_draft(beginning.code):
        raise draft_open(beginning.code)


def target(draft: Draft) -> str:
    return f"module:{draft.code}"


def held(actor: Actor, id: UUID, *states: str) -> Draft:
    """Return a draft and keep others from changing it. Raises Problem `learning.no_draft`, `learning.other_state`."""
    draft_of(actor, id)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=id)
    if draft.state not in states:
        raise Problem(
            "learning.other_state",
            _("The draft is no longer where it was: meanwhile it was sent to review, published or put away."),
            mend=_("Reload the page; what you typed stands in the copies of the draft."),
            status=409,
        )
    return draft


def save_draft(*, actor: Actor, id: UUID, revision: int, typed: Typed) -> Saved:
    """Save what was typed.

    revision: that the page was made with; an older one than stored, or a draft that is written no longer, keeps what
    was typed as a copy. Raises Problem `learning.no_draft`, `content.too_large` (413).
    """
    if typed.size > LARGEST_BYTES:
        raise Problem(
            "content.too_large",
            _("The module is larger than %(most)s kB, so it was not saved.")
            % {"most": written(LARGEST_BYTES // 1_000)},
            mend=_("Divide it into several modules; your text still stands in this page."),
            status=413,
        )
    body = typed.stored()
    with transaction.atomic():
        draft = held(actor, id, *DraftState.values)
        if body == draft.body:
            return Saved(draft)
        if revision != draft.revision or draft.state != DraftState.DRAFT:
            return Saved(draft, copied(actor, draft, typed))
        tell_saving(actor, draft)
        draft.body = body
        draft.revision += 1
        draft.changed_by, draft.changed_at = actor.name, clock.now()
        draft.save(update_fields=["body", "revision", "changed_by", "changed_at"])
        return Saved(draft)


def copied(actor: Actor, draft: Draft, typed: Typed) -> DraftCopy:
    """Keep what came too late: one copy a person that grows with her typing until she chooses."""
    copy = draft.copies.filter(made_by=actor.name).order_by("-pk").first()
    if copy is None:
        copy = DraftCopy(draft=draft, made_by=actor.name)
        audit.write(actor, "learning.copy_draft", target(draft), draft=str(draft.pk), revision=draft.revision)
    copy.body, copy.made_at = typed.stored(), clock.now()
    copy.save()
    return copy


def take_copy(*, actor: Actor, id: UUID, copy_id: int, revision: int) -> Saved:
    """Put a copy in the draft's place, which is kept as a copy in turn. Raises Problem as `save_draft`."""
    with transaction.atomic():
        draft = held(actor, id, DraftState.DRAFT)
        copy = draft.copies.filter(pk=copy_id).first()
        if copy is None or revision != draft.revision:
            return Saved(draft, copy)
        taken, copy.body = copy.body, draft.body
        copy.made_by, copy.made_at = draft.changed_by, draft.changed_at
        copy.save()
        draft.body = taken
        draft.revision += 1
        draft.changed_by, draft.changed_at = actor.name, clock.now()
        draft.save(update_fields=["body", "revision", "changed_by", "changed_at"])
        audit.write(actor, "learning.take_copy", target(draft), draft=str(id), revision=draft.revision)
        return Saved(draft)


def drop_copy(*, actor: Actor, id: UUID, copy_id: int) -> None:
    """Throw a copy away. Raises Problem `learning.no_draft`."""
    with transaction.atomic():
        draft = held(actor, id, *DraftState.values)
        count, _rows = draft.copies.filter(pk=copy_id).delete()
        if count:
            audit.write(actor, "learning.drop_copy", target(draft), draft=str(id))


def tell_saving(actor: Actor, draft: Draft) -> None:
    if draft.changed_by != actor.name or draft.revision == 1 or clock.now() - draft.changed_at > TOLD_EVERY:
        audit.write(actor, "learning.save_draft", target(draft), draft=str(draft.pk), revision=draft.revision + 1)


def add_file(*, actor: Actor, id: UUID, name: str, file: IO[bytes], ending: str, most: int) -> str:
    """Keep a file with a draft and return the name that its screens call it by.

    name: as wished, without ending; ending, most: as of base.files.services.keep. Raises Problem `learning.no_draft`,
    `learning.other_state`, `content.many_pictures`, or as keep.
    """
    draft_of(actor, id)
    stored = keep(file, ending, most=most)  # outside of the transaction: others shall not wait for a film
    with transaction.atomic():
        draft = held(actor, id, DraftState.DRAFT)
        if known := next((each for each, file in draft.images.items() if file == stored), None):
            return str(known)
        if len(draft.images) >= MOST_PICTURES:
            raise Problem(
                "content.many_pictures",
                _("The draft has %(most)s files already.") % {"most": MOST_PICTURES},
                field="gambar",
                mend=_("Divide it into several modules."),
            )
        called, number = f"{name}.{ending}", 2
        while called in draft.images:
            called, number = f"{name}-{number}.{ending}", number + 1
        draft.images = {**draft.images, called: stored}
        draft.save(update_fields=["images"])
        audit.write(actor, "learning.add_file", target(draft), draft=str(id), file=called, stored=stored)
        return called


def remove_file(*, actor: Actor, id: UUID, name: str) -> None:
    """Take a file off a draft; versions that name it keep it.

    Raises Problem `learning.no_draft`, `learning.other_state`, `content.picture_named` while a screen shows it.
    """
    with transaction.atomic():
        draft = held(actor, id, DraftState.DRAFT)
        if name not in draft.images:
            return
        screens: list[str] = draft.body["screens"]
        if number := next((place for place, text in enumerate(screens, start=1) if name in named_files(text)), 0):
            raise Problem(
                "content.picture_named",
                _("Screen %(number)s still names “%(name)s”.") % {"number": number, "name": name},
                field="gambar",
                mend=_("Take it out of the text first."),
            )
        draft.images = {each: stored for each, stored in draft.images.items() if each != name}
        draft.save(update_fields=["images"])
        audit.write(actor, "learning.remove_file", target(draft), draft=str(id), file=name)


def archive_draft(*, actor: Actor, id: UUID) -> Draft:
    """Put a draft away; it stays to be read and copied. Raises Problem `learning.no_draft`, `learning.other_state`."""
    with transaction.atomic():
        draft = held(actor, id, DraftState.DRAFT, DraftState.ARCHIVED)
        if draft.state != DraftState.ARCHIVED:
            draft.state = DraftState.ARCHIVED
            draft.save(update_fields=["state"])
            audit.write(actor, "learning.archive_draft", target(draft), draft=str(id))
        return draft


def archive_module(*, actor: Actor, code: str, is_archived: bool) -> Module:
    """Take a module from the list of modules, or put it back; its page and what was learnt in it stay.

    Raises Problem `learning.no_module`, `access.not_allowed`.
    """
    with transaction.atomic():
        module = module_of(actor, code)
        permissions.require(actor, "catalogue.manage", path=module.unit.path if module.unit else "")
        if module.is_archived != is_archived:
            stamp()  # so that remembered lists are read anew
            module.is_archived = is_archived
            module.save(update_fields=["is_archived"])
            push_modules([code])
            audit.write(actor, "learning.archive_module", f"module:{code}", archived=is_archived)
        return module
