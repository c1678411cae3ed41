"""Files uploaded in the browser: kept, mended, asked to be taken in. Reading them is background work (importers)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.jobs.services import enqueue
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.importing.running import Tally
from alur.base.lib.problems import Problem
from alur.home.models import FileImport, ImportState
from alur.home.permissions import require_import
from alur.home.queries.imports import account_id_of, file_of, folder, import_of, rejected_file_of
from alur.home.rules import ENDINGS

KEPT = timedelta(days=7)
LONGEST_AT_WORK = timedelta(hours=2)
MOST_WAITING = 10
MOST_MENDED = 2_000
LONGEST_VALUE = 4_000
LONGEST_NAME = 200
RESTING = (ImportState.CHECKED, ImportState.DONE, ImportState.FAILED)


class Sent(Protocol):
    """A file as it was sent."""

    name: str | None
    size: int | None

    def chunks(self) -> Any:
        """Yield its content."""


def upload(*, actor: Actor, kind: str, sent: Sent) -> UUID:
    """Keep a file and have it looked through; nothing is taken in yet. Return its id.

    Raises Problem `access.not_allowed`, `file.unknown_kind`, `home.many_imports` (409).
    """
    require_import(actor, kind)
    name = Path(sent.name or "").name
    if Path(name).suffix.lower() not in ENDINGS:
        raise Problem(
            "file.unknown_kind",
            _("“%(name)s” ends in neither %(endings)s.") % {"name": name[:80], "endings": ", ".join(ENDINGS)},
            field="berkas",
            mend=_("Save it as one of these; the ending tells how it is read."),
            status=422,
        )
    require_few(actor)
    now = clock.now()
    row = FileImport(
        id=uuid4(),
        account_id=account_id_of(actor),
        kind=kind,
        name=name[-LONGEST_NAME:],
        size_bytes=sent.size or 0,
        language=translation.get_language() or "id",
        uploaded_at=now,
        changed_at=now,
    )
    keep(sent, file_of(row))
    with transaction.atomic():
        row.save(force_insert=True)
        enqueue("home.check_import", id=str(row.pk))
        audit.write(actor, "imports.upload", f"import:{row.pk}", kind=kind)
    return row.pk


def require_few(actor: Actor) -> None:
    """Raise Problem `home.many_imports` when many files of the actor are at work already."""
    rows = FileImport.objects.filter(account_id=account_id_of(actor)).exclude(state__in=RESTING)
    if rows.count() >= MOST_WAITING:
        raise Problem(
            "home.many_imports",
            _("Many of your files are being looked through already."),
            field="berkas",
            mend=_("Wait until they are, then upload the next."),
            status=409,
        )


def keep(sent: Sent, path: Path) -> None:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("xb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def mend(*, actor: Actor, id: UUID, values: Mapping[int, Mapping[str, str]]) -> None:
    """Put other values into lines of a file and have it looked through again. values: by column, by line.

    The file itself stays as it was sent. Raises Problem `home.no_import`, `access.not_allowed`, `home.at_work`,
    `home.much_mended`.
    """
    with transaction.atomic():
        row = resting(actor, id)
        lines = {
            str(line): {name: value[:LONGEST_VALUE] for name, value in cells.items()} for line, cells in values.items()
        }
        mends = row.mends | {line: row.mends.get(line, {}) | cells for line, cells in lines.items()}
        if len(mends) > MOST_MENDED:
            raise Problem(
                "home.much_mended",
                _("More than %(count)s rows of this file are mended here.") % {"count": written(MOST_MENDED)},
                mend=_("Download the refused rows, mend them in a spreadsheet and upload that file."),
                status=422,
            )
        begin(row, ImportState.CHECKING, "home.check_import", mends=mends)
        audit.write(actor, "imports.mend", f"import:{id}", rows=len(lines))


def take_in(*, actor: Actor, id: UUID) -> None:
    """Have a file taken in that was looked through. Raises Problem as `mend`."""
    with transaction.atomic():
        row = resting(actor, id)
        if row.state == ImportState.CHECKED:
            begin(row, ImportState.IMPORTING, "home.take_import")
            audit.write(actor, "imports.take", f"import:{id}", kind=row.kind)


def throw_away(*, actor: Actor, id: UUID) -> None:
    """Forget an upload. What was taken in stays. Raises Problem as `mend`."""
    with transaction.atomic():
        row = resting(actor, id)
        remove(row)
        audit.write(actor, "imports.discard", f"import:{id}")


def resting(actor: Actor, id: UUID) -> FileImport:
    """Return an upload at which nobody works, held until the transaction ends."""
    FileImport.objects.select_for_update().filter(pk=id).values_list("pk", flat=True).first()
    row = import_of(actor, id)
    require_import(actor, row.kind)
    if row.state not in RESTING and row.changed_at > clock.now() - LONGEST_AT_WORK:
        raise Problem(
            "home.at_work",
            _("This file is being read at the moment."),
            mend=_("Wait until that is done."),
            status=409,
        )
    return row


def begin(row: FileImport, state: ImportState, job: str, **values: object) -> None:
    FileImport.objects.filter(pk=row.pk).update(state=state, share=0, changed_at=clock.now(), **values)
    enqueue(job, id=str(row.pk))


def note_progress(id: UUID, tally: Tally, share: int) -> None:
    """Note how far an import is. share: in thousandths."""
    FileImport.objects.filter(pk=id).update(**asdict(tally), share=share)


def note_result(
    id: UUID, state: ImportState, tally: Tally, *, refused: list[Any], left_out: list[str], is_whole: bool
) -> None:
    """Note what became of the rows of a file."""
    values = {"refused": refused, "left_out": left_out, "is_whole": is_whole, "failure": ""}
    FileImport.objects.filter(pk=id).update(state=state, changed_at=clock.now(), **asdict(tally), **values)


def note_failure(id: UUID, problem: Problem) -> None:
    """Note that a file cannot be read, and why."""
    words = {"failure": str(problem), "refused": [], "changed_at": clock.now()}
    FileImport.objects.filter(pk=id).update(state=ImportState.FAILED, **asdict(Tally()), **words)


def forget_old(at: datetime) -> int:
    """Throw away uploads that have lain for a week; return how many."""
    old = list(FileImport.objects.filter(changed_at__lt=at - KEPT))
    for row in old:
        remove(row)
    return len(old)


def remove(row: FileImport) -> None:
    for path in (file_of(row), rejected_file_of(row)):
        path.unlink(missing_ok=True)
    row.delete()
