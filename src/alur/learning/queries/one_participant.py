"""One participant of a session, for who holds it: every span of hers, with those that were taken back and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.utils.translation import gettext as _

from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.learning.models import Session
from alur.learning.queries.registrations import open_spans
from alur.people.models import Employee
from alur.people.rules.nip import is_nip
from alur.records.rules.own import REASON
from alur.records.rules.standing import Standing

SPANS = f"""
SELECT t.id, t.joined_at, t.left_at, t.standing = {Standing.VOIDED:d}, s.body FROM learning_attendance t
LEFT JOIN records_voiding v ON v.target_id = t.id LEFT JOIN records_statement s ON s.rid = v.by_rid
WHERE t.employee_id = %s AND t.activity_id = %s ORDER BY t.joined_at, t.rid
"""
IS_OF_SESSION = """
SELECT EXISTS (SELECT 1 FROM learning_registration r WHERE r.session_id = %s AND r.employee_id = %s)
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A span of presence. id: of its record; is_taken_back: whether it no longer counts; reason: why not."""

    id: UUID
    joined_at: datetime
    left_at: datetime
    is_taken_back: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OneParticipant:
    """Somebody of a session. here_since: when her presence began that goes on, None when none does."""

    employee: Employee
    spans: list[Recorded]
    here_since: datetime | None


def one_participant(found: Session, nip: str) -> OneParticipant:
    """Return somebody who registered or was there. Raises Problem `learning.no_presence`: of others nothing is told."""
    employee = Employee.objects.select_related("unit").filter(nip=nip).first() if is_nip(nip) else None
    if employee is None:
        raise no_presence()
    spans = [recorded(row) for row in bulk.read(SPANS, [employee.pk, found.pk])]
    here = open_spans(found, employee)
    [(is_registered,)] = bulk.read(IS_OF_SESSION, [found.pk, employee.pk])
    if not (spans or here or is_registered):
        raise no_presence()
    return OneParticipant(employee, spans, here[0][1] if here else None)


def recorded(row: bulk.Row) -> Recorded:
    id, joined_at, left_at, is_taken_back, body = row
    reason = orjson.loads(body).get("context", {}).get("extensions", {}).get(REASON, "") if body else ""
    times = (bulk.as_moment(joined_at), bulk.as_moment(left_at))
    return Recorded(UUID(str(id)), *times, bool(is_taken_back), str(reason))


def no_presence() -> Problem:
    return Problem(
        "learning.no_presence",
        _("There is no such presence in this session."),
        mend=_("Open it from the participants."),
        status=404,
    )
