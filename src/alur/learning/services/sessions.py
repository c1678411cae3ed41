"""Sessions as they are planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.services import Content, Put, Worth, put_activities, put_details
from alur.learning.models import Session, SessionTime
from alur.learning.services.finding import push_sessions
from alur.people.queries.known import unit_ids, unknown_unit
from alur.records.services import stamp


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as it should be; KEEP leaves what is stored. unit_code: "" for none; capacity: None for no limit."""

    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    jp: Decimal
    kind: str | Keep = KEEP
    unit_code: str | Keep = KEEP
    speaker: str | Keep = KEEP
    capacity: int | Keep | None = KEEP


def put_sessions(*, actor: Actor, rows: Sequence[SessionRow], source: str = "") -> list[Verdict]:
    """Make or change sessions, and return what became of each. rows: of distinct codes; source: for the audit trail.

    A refused row leaves the others be: `people.unknown_unit`. Other JP or times hold for presence recorded from now
    on. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "catalogue.manage")
    units = unit_ids(row.unit_code for row in rows if isinstance(row.unit_code, str))
    good = [row for row in rows if refusal(row, units) is None]
    with transaction.atomic():
        known_at = stamp()
        put = put_activities(Kind.SESSION, [content(row) for row in good], known_at=known_at)
        done = put_details(Session, put, {row.code: values(row, units) for row in good})
        put_times(good, put, known_at)
        push_sessions(row.code for row in good if done[row.code] is not Change.UNCHANGED)
        verdicts: list[Verdict] = [refusal(row, units) or done[row.code] for row in rows]
        if counts := changes(verdicts):
            audit.write(actor, "learning.import_sessions", "session:*", source=source, **counts)
    return verdicts


def refusal(row: SessionRow, units: Mapping[str, int]) -> Problem | None:
    if row.unit_code and row.unit_code is not KEEP and row.unit_code not in units:
        return unknown_unit(row.unit_code)
    return None


def content(row: SessionRow) -> Content:
    minutes = int((row.ends_at - row.starts_at).total_seconds() // 60)
    return Content(row.code, row.title, worth=Worth(row.jp, minutes))


def values(row: SessionRow, units: Mapping[str, int]) -> dict[str, Any]:
    unit_id = KEEP if row.unit_code is KEEP else units.get(row.unit_code)
    return {
        "kind": row.kind,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "unit_id": unit_id,
        "speaker": row.speaker,
        "capacity": row.capacity,
    }


def put_times(rows: Sequence[SessionRow], put: Mapping[str, Put], known_at: int) -> None:
    """Add what became known of the times of sessions."""
    ids = [put[row.code].activity.pk for row in rows]
    times = SessionTime.objects.filter(activity_id__in=ids).order_by("known_at")
    last = {id: (start, end) for id, start, end in times.values_list("activity_id", "starts_at", "ends_at")}
    SessionTime.objects.bulk_create(
        SessionTime(activity_id=id, starts_at=row.starts_at, ends_at=row.ends_at, known_at=known_at)
        for id, row in zip(ids, rows, strict=True)
        if last.get(id) != (row.starts_at, row.ends_at)
    )
