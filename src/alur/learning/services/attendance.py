"""Records of presence in sessions that come from elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.learning.statements import attended_draft
from alur.people.queries.known import employee_ids, unknown_employee
from alur.records.rules.draft import Draft
from alur.records.services import append_rows


class AttendanceRow(NamedTuple):
    """That an employee was present in a session, and the record that says so, which needs nothing but the row."""

    nip: str
    session_code: str
    draft: Draft


def attendance_row(
    *, record_id: UUID, nip: str, session_code: str, joined_at: datetime, left_at: datetime
) -> AttendanceRow:
    """Return the row that says that an employee was present for a span. record_id: the record's own, for ever."""
    draft = attended_draft(
        record_id=record_id, nip=nip, session_code=session_code, joined_at=joined_at, left_at=left_at
    )
    return AttendanceRow(nip, session_code, draft)


def record_attendance(*, actor: Actor, rows: Sequence[AttendanceRow], source: str = "") -> list[Verdict]:
    """Record presence, and return what became of each row. source: for the audit trail.

    A refused row leaves the others be: `people.unknown_employee`, `catalogue.unknown_session`, `records.conflict` when
    the id is taken by other content. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "records.import")
    people = employee_ids(row.nip for row in rows)
    sessions = ids_by_code(Kind.SESSION, (row.session_code for row in rows))

    def refusal(row: AttendanceRow) -> Problem | None:
        if row.nip not in people:
            return unknown_employee(row.nip)
        return None if row.session_code in sessions else unknown(Kind.SESSION, row.session_code)

    with transaction.atomic():
        verdicts = append_rows(rows, refusal=refusal, draft=attrgetter("draft"))
        if counts := changes(verdicts):
            audit.write(actor, "learning.import_attendance", "session:*", source=source, **counts)
    return verdicts
