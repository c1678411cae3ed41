"""What a domain that counts things hands to the projections above it."""

from datetime import date, datetime
from typing import Literal, NamedTuple
from uuid import UUID

What = Literal["module", "session", "attendance", "exam", "knowledge"]


class Counted(NamedTuple):
    """Something of a person's that begins (sign 1) or ceases (sign -1) to count for a year.

    rid: of the record that caused it; record_id: of the record that proves it; unit_id: hers at the time; at: when it
    happened, for a session its start; on: its Jakarta date.
    """

    what: What
    sign: int
    rid: int
    record_id: UUID
    employee_id: int
    activity_id: int
    unit_id: int
    year: int
    at: datetime
    on: date
