"""Presence by list: read, reviewed, and only then recorded. The same list twice records nothing new."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.learning.models import AttendanceFile, Session
from alur.learning.permissions import require_manage
from alur.learning.queries.reach import people_in_reach
from alur.learning.queries.sessions import session
from alur.learning.rules.matching import Match, People
from alur.learning.rules.presence import Span, within
from alur.learning.rules.reports import Seen, read
from alur.learning.services.planning import require_standing
from alur.learning.statements import attended_draft
from alur.records.services import append_drafts

MOST_BYTES = 4_000_000
KEPT = timedelta(days=7)
OF_LISTS = UUID("6f1d2b3c-8a54-4e0b-9c77-3d5e2f90a1b4")  # from which the ids of records out of lists follow
ZONES = {
    "WIB": clock.JAKARTA,
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
    "UTC": ZoneInfo("UTC"),
}
LONGEST_NAME, NIP_LENGTH = 200, 18
SURE, UNSURE, UNKNOWN = "sure", "unsure", "unknown"


@dataclass(frozen=True, slots=True)
class Noted:
    """That somebody was there for a span."""

    nip: str
    joined_at: datetime
    left_at: datetime


def upload(*, actor: Actor, code: str, data: bytes, name: str, zone: str) -> UUID:
    """Read a list of participants and keep it for its review; nothing is recorded yet. Return its id.

    zone: one of ZONES, of the times in it. Raises Problem `access.not_allowed`, `learning.no_session`,
    `learning.session_cancelled`, `learning.large_list`, `learning.no_list`.
    """
    found = session(code)
    require_manage(actor, found.unit)
    require_standing(found)
    people = matched(actor, found, rows_of(found, data, zone))
    with transaction.atomic():
        row = AttendanceFile.objects.create(
            id=uuid4(),
            session=found,
            actor=actor.name,
            name=name[:LONGEST_NAME],
            people=people,
            uploaded_at=clock.now(),
        )
        audit.write(actor, "learning.upload_attendance", f"session:{code}", people=len(people))
    return row.pk


def rows_of(found: Session, data: bytes, zone: str) -> list[Seen]:
    """Return the rows of a list. Raises Problem when it is too large, none, or of another day."""
    if len(data) > MOST_BYTES:
        raise Problem(
            "learning.large_list",
            _("This file is larger than a list of participants can be."),
            field="berkas",
            mend=_("Upload the list of one meeting, at most 4 MB."),
            status=413,
        )
    report = read(data, near=found.starts_at, zone=ZONES.get(zone, clock.JAKARTA))
    times = (found.starts_at, found.ends_at)
    rows = [row for row in report.rows if within(row.joined_at, row.left_at, session=times)] if report else []
    if not rows:
        raise Problem(
            "learning.no_list",
            _("In this file is nobody who was there while the session was on.")
            if report
            else _("This file is no list of participants of Zoom, Meet or Teams."),
            field="berkas",
            mend=_("Download the list of this meeting as CSV and choose the time zone of its times."),
            status=422,
        )
    return rows


def matched(actor: Actor, found: Session, rows: Sequence[Seen]) -> list[dict[str, object]]:
    """Return the people of a list with their spans, and whom each may mean."""
    people = People(people_in_reach(actor, found))
    rows_by_person: dict[str, list[Seen]] = {}
    for row in rows:
        rows_by_person.setdefault(row.email or row.name.casefold(), []).append(row)
    return [person_of(theirs, people.match(theirs[0].name, theirs[0].email)) for theirs in rows_by_person.values()]


def person_of(rows: Sequence[Seen], match: Match) -> dict[str, object]:
    return {
        "name": rows[0].name,
        "email": rows[0].email,
        "spans": [(row.joined_at.isoformat(), row.left_at.isoformat()) for row in rows],
        "kind": SURE if match.is_sure else UNSURE if match.nips else UNKNOWN,
        "nips": list(match.nips),
    }


def confirm(*, actor: Actor, file_id: UUID, chosen: Mapping[int, str], left_out: Collection[int]) -> int:
    """Record the presence of those in a list, and throw the list away. Return how many people it was.

    chosen: NIP by place in the list, of those who were not sure; left_out: places of those who were sure but are not
    to be recorded. Raises Problem `access.not_allowed`, `learning.no_list` (404), `learning.unknown_people`.
    """
    with transaction.atomic():
        row = list_of(actor, file_id)
        spans = noted(row.people, chosen, left_out)
        require_in_reach(actor, row.session, {each.nip for each in spans})
        count = record(row.session, spans, seed=OF_LISTS)
        row.delete()
        audit.write(
            actor, "learning.confirm_attendance", f"session:{row.session.activity.code}", people=count, file=row.name
        )
    return count


def throw_away(*, actor: Actor, file_id: UUID) -> None:
    """Throw a list away. Raises Problem as `confirm`."""
    with transaction.atomic():
        row = list_of(actor, file_id)
        row.delete()
        audit.write(actor, "learning.discard_attendance", f"session:{row.session.activity.code}")


def list_of(actor: Actor, file_id: UUID) -> AttendanceFile:
    """Return a list that waits, held until the transaction ends. Raises Problem `learning.no_list` (404)."""
    rows = AttendanceFile.objects.select_for_update(of=("self",)).select_related("session__activity", "session__unit")
    row = rows.filter(pk=file_id, actor=actor.name).first()
    if row is None:
        raise no_list()
    require_manage(actor, row.session.unit)
    return row


def no_list() -> Problem:
    return Problem(
        "learning.no_list",
        _("This list is no longer here: it was recorded or thrown away."),
        mend=_("Look at the participants; upload it again if somebody is missing."),
        status=404,
    )


def noted(people: Sequence[Mapping[str, object]], chosen: Mapping[int, str], left_out: Collection[int]) -> list[Noted]:
    found = []
    for place, person in enumerate(people):
        nips: Sequence[str] = person["nips"]  # type: ignore[assignment]
        is_sure = person["kind"] == SURE
        nip = ("" if place in left_out else nips[0]) if is_sure else chosen.get(place, "")
        spans: Sequence[tuple[str, str]] = person["spans"]  # type: ignore[assignment]
        found += [Noted(nip, *map(datetime.fromisoformat, span)) for span in spans if nip]
    return found


def note_by_hand(
    *, actor: Actor, code: str, nips: Collection[str], joined_at: datetime, left_at: datetime, record_id: UUID
) -> int:
    """Record that people were there for a span, and return how many. record_id: made by the page, once for all of them.

    Raises Problem `access.not_allowed`, `learning.no_session`, `learning.session_cancelled`,
    `learning.unknown_people`, `learning.attendance_times`, `records.conflict`.
    """
    found = session(code)
    require_manage(actor, found.unit)
    require_standing(found)
    require_span((joined_at, left_at), found)
    require_in_reach(actor, found, nips)
    with transaction.atomic():
        spans = [Noted(nip, joined_at, left_at) for nip in sorted(set(nips))]
        count = record(found, spans, seed=record_id)
        audit.write(actor, "learning.note_attendance", f"session:{code}", people=count)
    return count


def require_span(span: Span, found: Session) -> None:
    if span[1] > clock.now() or within(*span, session=(found.starts_at, found.ends_at)) is None:
        raise Problem(
            "learning.attendance_times",
            _("This time lies outside of the session, or in the future."),
            field="left_at",
            mend=_("Only presence that is over and falls into the session is noted."),
        )


def require_in_reach(actor: Actor, found: Session, nips: Collection[str]) -> None:
    """Raise Problem unless all are people who registered or whom the actor's role reaches."""
    known = {person.nip for person in people_in_reach(actor, found)}
    unknown = sorted(nip[:NIP_LENGTH] for nip in set(nips) if nip not in known)
    if unknown:
        raise Problem(
            "learning.unknown_people",
            _("Nobody of your unit or of those registered has the NIP %(nips)s.") % {"nips": ", ".join(unknown[:5])},
            field="nips",
            mend=_("Correct it; others can register themselves, or their presence is noted by the training centre."),
            status=422,
        )


def record(found: Session, spans: Sequence[Noted], *, seed: UUID) -> int:
    """Store spans, cut to what of the session is over, and return of how many people. seed: of the records' ids."""
    code, times = found.activity.code, (found.starts_at, min(found.ends_at, clock.now()))
    drafts = {}
    for each in spans:
        span = within(each.joined_at, each.left_at, session=times)
        if span:
            id = uuid5(seed, f"{code}/{each.nip}/{span[0].isoformat()}/{span[1].isoformat()}")
            drafts[id] = attended_draft(
                record_id=id, nip=each.nip, session_code=code, joined_at=span[0], left_at=span[1]
            )
    append_drafts(list(drafts.values()))
    return len({each.nip for each in spans})


def forget_old(at: datetime) -> None:
    """Throw away lists that have waited too long."""
    AttendanceFile.objects.filter(uploaded_at__lt=at - KEPT).delete()
