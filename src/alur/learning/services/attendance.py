"""Records of presence in sessions that come from elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from alur.base.access.rules import Actor
from alur.base.lib.importing.verdicts import Verdict
from alur.catalogue.models import Kind
from alur.learning.services.recording import LearntRow, record
from alur.learning.statements import attended_draft


def attendance_row(
    *, record_id: UUID, nip: str, session_code: str, joined_at: datetime, left_at: datetime
) -> LearntRow:
    """Return the row that says that an employee was present for a span. record_id: the record's own, for ever."""
    draft = attended_draft(
        record_id=record_id, nip=nip, session_code=session_code, joined_at=joined_at, left_at=left_at
    )
    return LearntRow(nip, session_code, draft)


def record_attendance(*, actor: Actor, rows: Sequence[LearntRow], source: str = "") -> list[Verdict]:
    """Record presence, and return what became of each row: see recording.record."""
    return record(actor=actor, rows=rows, kind=Kind.SESSION, action="learning.import_attendance", source=source)
