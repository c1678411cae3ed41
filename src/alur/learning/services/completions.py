"""Records of finished modules that come from elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from alur.base.access.rules import Actor
from alur.base.lib.importing.verdicts import Verdict
from alur.catalogue.models import Kind
from alur.learning.services.recording import LearntRow, record
from alur.learning.statements import completed_draft


def completion_row(
    *,
    record_id: UUID,
    nip: str,
    module_code: str,
    completed_at: datetime,
    score: Decimal | None = None,
    duration_seconds: int | None = None,
) -> LearntRow:
    """Return the row that says that an employee finished a module. record_id: the record's own, for ever."""
    draft = completed_draft(
        record_id=record_id,
        nip=nip,
        module_code=module_code,
        at=completed_at,
        score=score,
        duration_seconds=duration_seconds,
    )
    return LearntRow(nip, module_code, draft)


def record_completions(*, actor: Actor, rows: Sequence[LearntRow], source: str = "") -> list[Verdict]:
    """Record finished modules, and return what became of each row: see recording.record."""
    return record(actor=actor, rows=rows, kind=Kind.MODULE, action="learning.import_completions", source=source)
