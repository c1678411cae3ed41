"""Who takes part in sessions: one's own standing, what a supervisor is asked, and the organiser's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from alur.base.access.rules import Actor
from alur.base.lib import bulk, clock
from alur.learning.models import Attendance, Completion, OpenPresence, Registration, RegistrationState, Session
from alur.learning.queries.sessions import Presence, presence
from alur.learning.rules.presence import Span
from alur.people.models import Employee
from alur.records.rules.standing import Standing

HER_STANDING = """
SELECT r.state, r.reason, s.placed, s.waiting, (
    SELECT count(*) FROM learning_registration w
    WHERE w.session_id = r.session_id AND w.state = 'waiting' AND (w.asked_at, w.id) < (r.asked_at, r.id)
) FROM (
    SELECT CAST(%s AS bigint) AS session_id, count(CASE WHEN c.state = 'placed' THEN 1 END) AS placed,
        count(CASE WHEN c.state = 'waiting' THEN 1 END) AS waiting
    FROM learning_registration c WHERE c.session_id = %s
) s LEFT JOIN learning_registration r ON r.session_id = s.session_id
    AND r.employee_id = (SELECT e.id FROM people_employee e WHERE e.nip = %s)
"""


@dataclass(frozen=True, slots=True)
class Places:
    """A session's places and one's own standing. state: "" for who never asked; before: how many wait before her."""

    state: str
    reason: str
    placed: int
    waiting: int
    before: int


def places(session_id: int, nip: str) -> Places:
    """Return the places of a session as somebody sees them, in one query. nip: of nobody, too."""
    [(state, reason, placed, waiting, before)] = bulk.read(HER_STANDING, [session_id, session_id, nip])
    return Places(state or "", reason or "", placed, waiting, before or 0)


def consents_asked_of(actor: Actor) -> list[Registration]:
    """Return the registrations that wait for a supervisor's word, the next session first."""
    if not actor.subject:
        return []
    rows = Registration.objects.select_related("employee", "session__activity")
    asked = rows.filter(
        state=RegistrationState.ASKED,
        employee__supervisor__nip=actor.subject,
        session__cancelled_at=None,
        session__ends_at__gt=clock.now(),
    )
    return list(asked.order_by("session__starts_at", "asked_at", "pk"))


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who registered or was there. registration: None when she just came; is_here: her presence goes on."""

    employee: Employee
    registration: Registration | None
    presence: Presence | None
    is_here: bool

    @property
    def state(self) -> str:
        """Where she stands, "" when she never asked."""
        return self.registration.state if self.registration else ""

    @property
    def attended(self) -> bool:
        """Whether she was there for long enough, by the session's present times."""
        return self.presence is not None and self.presence.missing_minutes == 0

    @property
    def lacks_supervisor(self) -> bool:
        """Whether nobody but the organiser can consent."""
        supervisor = self.employee.supervisor
        return supervisor is None or not supervisor.is_active


def participants(session: Session) -> list[Participant]:
    """Return who registered for a session or was there: those with a place first, then by name. Four queries."""
    registrations = {row.employee_id: row for row in Registration.objects.filter(session_id=session.pk)}
    spans = spans_by_employee(session)
    here = set(OpenPresence.objects.filter(session_id=session.pk).values_list("employee_id", flat=True))
    people = Employee.objects.select_related("unit", "supervisor").filter(pk__in={*registrations, *spans, *here})
    times = (session.starts_at, session.ends_at)
    found = [
        Participant(
            employee=each,
            registration=registrations.get(each.pk),
            presence=presence(times, sorted(spans[each.pk]), None) if each.pk in spans else None,
            is_here=each.pk in here,
        )
        for each in people
    ]
    return sorted(found, key=lambda each: (ORDER.get(each.state, len(ORDER)), *line_key(each)))


ORDER = {state.value: place for place, state in enumerate(RegistrationState)} | {RegistrationState.PLACED.value: -1}


def line_key(each: Participant) -> tuple[object, ...]:
    waits = each.registration if each.state == RegistrationState.WAITING else None
    return (waits.asked_at.isoformat() if waits else "", each.employee.name)


def spans_by_employee(session: Session) -> dict[int, list[Span]]:
    rows = Attendance.objects.filter(activity_id=session.pk).exclude(standing=Standing.VOIDED)
    found: dict[int, list[Span]] = {}
    for employee_id, joined_at, left_at in rows.values_list("employee_id", "joined_at", "left_at"):
        found.setdefault(employee_id, []).append((joined_at, left_at))
    return found


def open_spans(session: Session, employee: Employee) -> list[tuple[str, datetime, datetime]]:
    """Return somebody's presence that goes on, as (way, since, last noticed), in one query."""
    rows = OpenPresence.objects.filter(session_id=session.pk, employee_id=employee.pk)
    return list(rows.order_by("joined_at").values_list("way", "joined_at", "seen_at"))


def count_here(session: Session) -> int:
    """Return how many people's presence goes on."""
    return OpenPresence.objects.filter(session_id=session.pk).values("employee_id").distinct().count()


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a session. attended: whose attendance counts."""

    placed: int = 0
    waiting: int = 0
    attended: int = 0


def counts_of(session_ids: Sequence[int]) -> dict[int, Counts]:
    """Return how many registered for sessions and how many attended, in two queries."""
    rows = Registration.objects.filter(session_id__in=session_ids).values("session_id")
    held = rows.annotate(
        placed=Count("pk", filter=Q(state=RegistrationState.PLACED)),
        waiting=Count("pk", filter=Q(state__in=[RegistrationState.WAITING, RegistrationState.ASKED])),
    )
    done = Completion.objects.filter(activity_id__in=session_ids, standing=Standing.COUNTS).values("activity_id")
    attended = {row["activity_id"]: row["people"] for row in done.annotate(people=Count("pk"))}
    found = {row["session_id"]: row for row in held}
    return {
        id: Counts(
            found[id]["placed"] if id in found else 0, found[id]["waiting"] if id in found else 0, attended.get(id, 0)
        )
        for id in session_ids
    }
