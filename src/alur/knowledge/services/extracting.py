"""What the background does with files: reads them, then their scans, and lets the search know."""

import io
from collections.abc import Sequence

from django.db import transaction

from alur.base.access.rules import SYSTEM
from alur.base.audit import services as audit
from alur.base.files.queries import opened
from alur.base.files.services import keep
from alur.base.jobs.services import enqueue
from alur.base.lib.extracting import running
from alur.base.lib.extracting.faults import LASTING, Fault, fault_of
from alur.base.lib.extracting.pages import Page
from alur.base.lib.extracting.scans import is_installed
from alur.base.lib.problems import Problem
from alur.knowledge.models import FilePage, FileState, ItemFile, ScanState
from alur.knowledge.queries.files import (
    MOST_BYTES,
    NOT_DRAWN,
    files_with_scans,
    is_drawn,
    no_file,
    waiting_files,
    waiting_scans,
)
from alur.knowledge.services.files import READ_FILE, keep_drawing
from alur.knowledge.services.finding import push_items

READ_SCANS = "knowledge.read_scans"
UNREADABLE = "extracting."


def read_file(file_id: int) -> None:
    """Read a file and keep what is on its pages; why not, when that cannot be. Twice is once."""
    row = ItemFile.objects.filter(pk=file_id, state=FileState.WAITING).first()
    if row is None:
        return
    try:
        with opened(row.stored) as file:
            pages = running.read(file, row.ending)
    except Problem as problem:
        if not problem.code.startswith(UNREADABLE):
            raise
        refuse(row, fault_of(problem))
    else:
        keep_pages(row, pages)


def refuse(row: ItemFile, fault: Fault) -> None:
    with transaction.atomic():
        state = FileState.REFUSED if fault in LASTING else FileState.FAILED
        if held(row):
            FilePage.objects.filter(file=row).delete()
            ItemFile.objects.filter(pk=row.pk).update(state=state, fault=fault, page_count=0)
            noted(row, fault=fault)


def keep_pages(row: ItemFile, pages: Sequence[Page]) -> None:
    with transaction.atomic():
        if not held(row):
            return
        FilePage.objects.filter(file=row).delete()
        FilePage.objects.bulk_create(as_row(row, page) for page in pages)
        ItemFile.objects.filter(pk=row.pk).update(state=FileState.READ, fault="", page_count=len(pages))
        noted(row, pages=len(pages))
        if any(page.is_scan for page in pages) and is_installed():
            enqueue(READ_SCANS, file=row.pk)


def as_row(row: ItemFile, page: Page) -> FilePage:
    scan = ScanState.WAITING if page.is_scan else ScanState.NONE
    return FilePage(file=row, number=page.number, heading=page.heading, text=page.text, scan=scan)


def held(row: ItemFile) -> bool:
    """Tell whether a file is still there and to be read, holding it for a change."""
    waiting = ItemFile.objects.select_for_update().filter(pk=row.pk, state=FileState.WAITING)
    return waiting.first() is not None


def noted(row: ItemFile, **detail: object) -> None:
    """Let the search and the audit trail know what was read."""
    push_items([row.item_id])
    audit.write(SYSTEM, "knowledge.read_file", f"knowledge_file:{row.pk}", file=row.stored, **detail)


def read_scans(file_id: int) -> None:
    """Read the next few scans of a file and ask for those after them. Nothing where there is no OCR."""
    row = ItemFile.objects.filter(pk=file_id, state=FileState.READ).first()
    numbers = waiting_scans(file_id, most=running.SCANS_AT_ONCE)
    if row is None or not numbers or not is_installed():
        return
    try:
        with opened(row.stored) as file:
            pages = running.read_scans(file, row.ending, numbers)
    except Problem as problem:
        if not problem.code.startswith(UNREADABLE):
            raise
        pages = [Page(number, "") for number in numbers]  # they stay pictures; the others go on
    with transaction.atomic():
        found = {page.number: page.text for page in pages}
        rows = list(FilePage.objects.select_for_update().filter(file=row, number__in=numbers, scan=ScanState.WAITING))
        for each in rows:
            each.text, each.scan = found.get(each.number, ""), ScanState.READ
        FilePage.objects.bulk_update(rows, ["text", "scan"])
        push_items([row.item_id])
        audit.write(SYSTEM, "knowledge.read_scans", f"knowledge_file:{row.pk}", pages=numbers)
        if rows and waiting_scans(file_id, most=1):
            enqueue(READ_SCANS, file=file_id)


def read_what_waits() -> None:
    """Ask for what was not read: a job that was lost, scans from before there was OCR."""
    with transaction.atomic():
        for id in waiting_files():
            enqueue(READ_FILE, file=id)
        if is_installed():
            for id in list(files_with_scans()):
                enqueue(READ_SCANS, file=id)


def drawing(page: FilePage) -> str:
    """Return the name of the picture of a page, drawn when it is first looked at.

    Raises Problem `knowledge.no_file` (404) when there can be none, `extracting.<fault>` (422) when that turns out.
    """
    if not is_drawn(page):
        raise no_file()
    if not page.drawn:
        try:
            with opened(page.file.stored) as file:
                drawn = running.draw(file, page.file.ending, page.number)
        except Problem:
            keep_drawing(page, NOT_DRAWN)
            raise
        page.drawn = keep(io.BytesIO(drawn), "webp", most=MOST_BYTES)
        keep_drawing(page, page.drawn)
    return page.drawn
