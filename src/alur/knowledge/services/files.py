"""Files of items: attached and taken away by those who curate the item."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.files.services import keep
from alur.base.jobs.services import enqueue
from alur.base.lib import clock
from alur.base.lib.extracting.pages import READABLE
from alur.base.lib.plain import cleaned
from alur.base.lib.problems import Problem
from alur.knowledge.models import FilePage, FileState, Item, ItemFile
from alur.knowledge.permissions import require_curate
from alur.knowledge.queries.files import MOST_BYTES, file_of
from alur.knowledge.queries.items import item_of
from alur.knowledge.services.finding import push_items
from alur.records.services import stamp

READ_FILE = "knowledge.read_file"
MOST_FILES, LONGEST_TITLE = 20, 200


def attach_file(*, actor: Actor, code: str, name: str, title: str, file: IO[bytes], ending: str) -> ItemFile:
    """Keep a file with an item and let it be read; the same content again only gets the new title.

    name: that it had where it comes from; title: as shown, "" for the name without its ending; ending: as
    queries.files.ending_to_read told. Raises Problem `access.not_allowed`, `knowledge.no_item`, `knowledge.many_files`
    (409), or as base.files.services.keep.
    """
    item = item_of(code, actor)
    require_curate(actor, item.unit)
    stored = keep(file, ending, most=MOST_BYTES)  # outside of the transaction: others shall not wait for it
    values = {"title": shown(title) or shown(PurePath(name).stem) or _("File"), "size_bytes": file.tell()}
    with transaction.atomic():
        stamp()  # so that one after the other counts how many there are
        known = item.files.filter(stored=stored).first()
        if known is None and item.files.count() >= MOST_FILES:
            raise many_files()
        made = {"added_at": clock.now(), "added_by": actor.name}
        row, is_new = ItemFile.objects.update_or_create(
            item=item, stored=stored, defaults=values, create_defaults=values | made
        )
        audit.write(actor, "knowledge.attach_file", target(item), file=stored, title=row.title)
        if is_new:
            enqueue(READ_FILE, file=row.pk)
        else:
            push_items([item.pk])
    return row


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept already. stored: under which name (base.files); title: as shown."""

    stored: str
    title: str
    size_bytes: int


def take_files(*, actor: Actor, code: str, kept: Sequence[Kept]) -> None:
    """Let files that are kept already be an item's, those that can be read and fit; what it has already stays as it is.

    For whoever has found that the actor may. Raises Problem `knowledge.no_item`.
    """
    item = item_of(code, actor)
    with transaction.atomic():
        stamp()
        here = set(item.files.values_list("stored", flat=True))
        for each in kept:
            ending = each.stored.rpartition(".")[2]
            is_taken = ending in READABLE and each.size_bytes <= MOST_BYTES and len(here) < MOST_FILES
            if each.stored in here or not is_taken:
                continue
            here.add(each.stored)
            values = {"title": shown(each.title), "size_bytes": each.size_bytes, "added_at": clock.now()}
            row = ItemFile.objects.create(item=item, stored=each.stored, added_by=actor.name, **values)
            audit.write(actor, "knowledge.attach_file", target(item), file=row.stored, title=row.title)
            enqueue(READ_FILE, file=row.pk)


def attach_missing(*, actor: Actor, code: str, name: str, title: str, file: IO[bytes], ending: str) -> bool:
    """Do as `attach_file`, unless the item has the file under this title; return whether it had not."""
    stored = f"{hashlib.file_digest(file, 'sha256').hexdigest()}.{ending}"  # type: ignore[arg-type]  # opened in binary
    if item_of(code, actor).files.filter(stored=stored, title=shown(title)).exists():
        return False
    file.seek(0)
    attach_file(actor=actor, code=code, name=name, title=title, file=file, ending=ending)
    return True


def detach_file(*, actor: Actor, code: str, id: int) -> None:
    """Take a file away from an item; what was found in it is found no more. Twice is once.

    Raises Problem `access.not_allowed`, `knowledge.no_item`.
    """
    item = item_of(code, actor)
    require_curate(actor, item.unit)
    with transaction.atomic():
        row = item.files.select_for_update().filter(pk=id).first()
        if row is None:
            return
        row.delete()
        push_items([item.pk])
        audit.write(actor, "knowledge.detach_file", target(item), file=row.stored, title=row.title)


def read_again(*, actor: Actor, code: str, id: int) -> None:
    """Let a file be read once more, as if it were new.

    Raises Problem `access.not_allowed`, `knowledge.no_item`, `knowledge.no_file` (404).
    """
    row = file_of(actor, code, id)
    require_curate(actor, row.item.unit)
    with transaction.atomic():
        ItemFile.objects.filter(pk=row.pk).update(state=FileState.WAITING, fault="")
        enqueue(READ_FILE, file=row.pk)
        audit.write(actor, "knowledge.read_file_again", target(row.item), file=row.stored)


def keep_drawing(page: FilePage, stored: str) -> None:
    """Note under which name the picture of a page is kept."""
    FilePage.objects.filter(pk=page.pk).update(drawn=stored)


def shown(title: str) -> str:
    return " ".join(cleaned(title).split())[:LONGEST_TITLE]


def many_files() -> Problem:
    return Problem(
        "knowledge.many_files",
        _("The item has %(most)s files already.") % {"most": MOST_FILES},
        field="berkas",
        mend=_("Take one away first, or put several into one."),
        status=409,
    )


def target(item: Item) -> str:
    return f"knowledge:{item.activity.code}"
