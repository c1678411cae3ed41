"""Files of presence in sessions."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import RECORDS_A_BATCH, Column, Kind
from alur.base.lib.problems import Problem
from alur.catalogue import importers as shared
from alur.learning.services.attendance import attendance_row, record_attendance
from alur.learning.services.recording import LearntRow
from alur.people.importers.cells import nip

LONGEST = timedelta(days=366)


def attendance(*, actor: Actor, source: str) -> Kind[LearntRow]:
    """Return the kind `attendance`. source: the file, for the audit trail."""
    return Kind(
        name="attendance",
        columns={
            "record_id": Column(cells.identifier, required=True),
            "nip": Column(nip, required=True),
            "session_code": Column(shared.code, required=True),
            "joined_at": Column(cells.past_moment, required=True),
            "left_at": Column(cells.past_moment, required=True),
        },
        row=checked,
        put=lambda rows: record_attendance(actor=actor, rows=rows, source=source),
        absent=None,
        batch_rows=RECORDS_A_BATCH,
    )


def checked(*, joined_at: datetime, left_at: datetime, **values: Any) -> LearntRow:
    """Return the row. Raises Problem when she left before she joined."""
    if not timedelta() <= left_at - joined_at <= LONGEST:
        raise Problem(
            "learning.attendance_times",
            _("left_at lies before joined_at, or more than a year after it."),
            field="left_at",
            mend=_("Correct joined_at or left_at."),
        )
    return attendance_row(joined_at=joined_at, left_at=left_at, **values)
