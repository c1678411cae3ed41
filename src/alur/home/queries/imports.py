"""Files that somebody has uploaded, where they lie, and their refused rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem, RejectedRow
from alur.home.models import FileImport

RECENT, SHOWN = 20, 1_000
OF_ACCOUNT = "account:"


@dataclass(frozen=True, slots=True)
class Refused:
    """A refused row as it is shown. values: by column, with what was mended, without those too long to be mended."""

    line: int
    field: str
    reason: str
    values: dict[str, str]


def folder() -> Path:
    """Return the folder of uploaded files."""
    return Path(settings.MEDIA_ROOT) / "imports"


def file_of(found: FileImport) -> Path:
    """Return where an upload lies; its ending tells how it is read."""
    return folder() / f"{found.pk}{Path(found.name).suffix.lower()}"


def rejected_file_of(found: FileImport) -> Path:
    """Return where the refused rows of an upload lie, when there are any."""
    path = file_of(found)
    return path.with_name(f"{path.name}.rejected.csv")


def account_id_of(actor: Actor) -> int:
    """Return the account behind an actor, 0 for none."""
    return int(actor.name.removeprefix(OF_ACCOUNT)) if actor.name.startswith(OF_ACCOUNT) else 0


def imports_of(actor: Actor) -> list[FileImport]:
    """Return the files that somebody uploaded lately, the last first."""
    rows = FileImport.objects.filter(account_id=account_id_of(actor)).defer("refused", "mends")
    return list(rows.order_by("-uploaded_at")[:RECENT])


def import_of(actor: Actor, id: UUID) -> FileImport:
    """Return a file of the actor's own. Raises Problem `home.no_import` (404), also for somebody else's."""
    found = FileImport.objects.filter(pk=id, account_id=account_id_of(actor)).first()
    if found is None:
        raise Problem(
            "home.no_import",
            _("There is no such upload of yours, or it is older than a week."),
            mend=_("Upload the file again; what was taken in stays as it is."),
            status=404,
        )
    return found


def as_kept(row: RejectedRow) -> list[object]:
    """Return a refused row as it is kept beside its upload: of long values the beginning."""
    return [row.line, row.field, row.reason, {name: value[: SHOWN + 1] for name, value in row.row.items() if value}]


def refused_of(found: FileImport, columns: Sequence[str]) -> Iterator[Refused]:
    """Yield the refused rows that are kept, each with all columns."""
    for line, field, reason, row in found.refused:
        values = {name: str(row.get(name) or "") for name in columns} | found.mends.get(str(line), {})
        yield Refused(line, field, reason, {name: cell for name, cell in values.items() if len(cell) <= SHOWN})
