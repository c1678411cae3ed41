"""Files of items and their pages. Whoever may read an item reads its files, and nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from alur.base.access.rules import Actor
from alur.base.files.queries import ending_of
from alur.base.files.rules import MEGABYTE
from alur.base.files.services import too_large
from alur.base.lib import clock
from alur.base.lib.extracting.faults import Fault, unreadable
from alur.base.lib.extracting.pages import DRAWN, MARKED, READABLE
from alur.base.lib.markdown import to_html
from alur.base.lib.problems import Problem
from alur.knowledge.models import FilePage, FileState, Item, ItemFile, ScanState
from alur.knowledge.permissions import may_curate
from alur.knowledge.queries.items import item_of

MOST_BYTES = 25 * MEGABYTE
# How documents of twenty years ago begin, and those of today that have a password.
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOST_AFTER = timedelta(minutes=30)
LONGEST_SHOWN = 20_000
# Of a page: drawing it took too much once.
NOT_DRAWN = "-"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of an item in a list. scans: how many of its pages are pictures that nobody has read yet."""

    file: ItemFile
    scans: int

    @property
    def reason(self) -> Problem | None:
        """Why it cannot be read, None when it can or nobody has tried yet."""
        return unreadable(Fault(self.file.fault)) if self.file.fault else None

    @property
    def is_shown(self) -> bool:
        """Whether its pages can be looked at."""
        return self.file.state == FileState.READ and self.file.page_count > 0


def files_of(item: Item, actor: Actor) -> list[Listed]:
    """Return the files of an item that actor may read, by their titles; refused ones only to who curates it."""
    rows = item.files.all() if may_curate(actor, item.unit) else item.files.exclude(state=FileState.REFUSED)
    scans = Count("pages", filter=Q(pages__scan=ScanState.WAITING))
    return [Listed(row, row.scans) for row in rows.annotate(scans=scans).order_by("title", "pk")]


def file_of(actor: Actor, code: str, id: int) -> ItemFile:
    """Return a file of an item that actor may read, with its item.

    Raises Problem `knowledge.no_item`, `knowledge.no_file` (404).
    """
    item = item_of(code, actor)
    found = next((each.file for each in files_of(item, actor) if each.file.pk == id), None)
    if found is None:
        raise no_file()
    found.item = item
    return found


def page_of(file: ItemFile, number: int) -> FilePage:
    """Return a page of a file. Raises Problem `knowledge.no_file` (404)."""
    page = file.pages.filter(number=number).first()
    if page is None:
        raise no_file()
    page.file = file
    return page


def is_drawn(page: FilePage) -> bool:
    """Tell whether there is a picture of a page, or will be when it is looked at."""
    return page.file.ending in DRAWN and page.drawn != NOT_DRAWN


def as_html(page: FilePage, *, top_level: int) -> Markup:
    """Return what is written on a page of a file with structure; of one without: "" (its text is shown as it is).

    top_level: of its highest headings, as the page around it leaves them.
    """
    if page.file.ending not in MARKED:
        return Markup()
    text = page.text
    if len(text) > LONGEST_SHOWN:
        text = text[: text.rfind("\n", 0, LONGEST_SHOWN)]
    return Markup(to_html(text, top_level=top_level))  # noqa: S704  sanitised there


def is_cut(page: FilePage) -> bool:
    """Tell whether as_html leaves something out."""
    return page.file.ending in MARKED and len(page.text) > LONGEST_SHOWN


def waiting_files() -> Sequence[int]:
    """Return the keys of the files that should have been read by now."""
    lost = ItemFile.objects.filter(state=FileState.WAITING, added_at__lt=clock.now() - LOST_AFTER)
    return list(lost.order_by("pk").values_list("pk", flat=True))


def waiting_scans(file_id: int, *, most: int) -> list[int]:
    """Return the numbers of the first pages of a file that are to be read by OCR."""
    pages = FilePage.objects.filter(file_id=file_id, scan=ScanState.WAITING).order_by("number")
    return list(pages.values_list("number", flat=True)[:most])


def files_with_scans() -> Iterator[int]:
    """Yield the keys of the files that have pages to be read by OCR."""
    pages = FilePage.objects.filter(scan=ScanState.WAITING, file__state=FileState.READ)
    yield from pages.order_by("file_id").values_list("file_id", flat=True).distinct()


def ending_to_read(file: IO[bytes], name: str, size: int) -> str:
    """Return the ending that a file is kept with, by its content. name: as it came; size: in bytes.

    Raises Problem `files.too_large` (413), `files.old_format`, `files.kind` (422).
    """
    if size > MOST_BYTES:
        raise too_large(MOST_BYTES)
    file.seek(0)
    if file.read(len(OLD_OR_LOCKED)) == OLD_OR_LOCKED:
        raise old_format(name)
    ending = ending_of(file, size)
    if ending not in READABLE:
        raise no_kind(name)
    return ending


def old_format(name: str) -> Problem:
    return Problem(
        "files.old_format",
        _("“%(name)s” has a password, or is in an old format (DOC, XLS, PPT).") % {"name": name[:80]},
        field="berkas",
        mend=_("Save it as DOCX, XLSX, PPTX or PDF, without a password."),
        status=422,
    )


def no_kind(name: str) -> Problem:
    return Problem(
        "files.kind",
        _(
            "“%(name)s” is no document or picture that can be read, or it is empty, holds programs or a web page, or "
            "unpacks to far more than it weighs."
        )
        % {"name": name[:80]},
        field="berkas",
        mend=_("Save it as PDF, DOCX, XLSX, PPTX, ODS, TXT, PNG, JPEG or WebP, without macros."),
        status=422,
    )


def no_file() -> Problem:
    """Return the Problem of a file or page that an item does not have."""
    return Problem(
        "knowledge.no_file",
        _("The item has no such file or page."),
        mend=_("Look at the item's list of files."),
        status=404,
    )
