"""Sessions as their organisers plan them: made, repeated, changed, cancelled."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.catalogue.services import Content, Worth, put_activities, put_details
from alur.learning.models import OpenPresence, Session
from alur.learning.permissions import require_manage
from alur.learning.queries.sessions import session
from alur.learning.rules.codes import ALPHABET
from alur.learning.services import session_news as news
from alur.learning.services.finding import push_sessions
from alur.learning.services.registering import settle
from alur.learning.services.sessions import SessionRow, put_times
from alur.people.models import Unit
from alur.people.queries.known import employee_ids, unknown_employee
from alur.records.services import stamp

LONGEST = timedelta(days=31)
MOST_REPEATS = 52
CODE_LETTERS = 5
MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """A session as it should be. unit: who holds it, None for the agency; capacity: None for no limit.

    speaker: as shown; speaker_nip: of a speaker who is one of ours, "" for others.
    """

    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    jp: Decimal
    unit: Unit | None
    speaker: str = ""
    speaker_nip: str = ""
    capacity: int | None = None
    topics: tuple[str, ...] = ()
    summary: str = ""
    join_url: str = ""
    material_url: str = ""
    recording_url: str = ""
    needs_consent: bool = False

    def later(self, days: int) -> "Plan":
        """Return the same session so many days later."""
        by = timedelta(days=days)
        return replace(self, starts_at=self.starts_at + by, ends_at=self.ends_at + by)


def plan_sessions(*, actor: Actor, plan: Plan, count: int = 1, every_days: int = 7) -> list[str]:
    """Make a session and, with count above 1, its repeats; return their codes.

    Raises Problem `access.not_allowed`, `learning.session_times`.
    """
    require_manage(actor, plan.unit)
    require_times(plan)
    speakers_of(plan)
    repeats = range(min(max(count, 1), MOST_REPEATS))
    with transaction.atomic():
        plans = {new_code(each): each for each in (plan.later(number * every_days) for number in repeats)}
        write(plans)
        for code in plans:
            audit.write(actor, "learning.plan_session", f"session:{code}")
    return list(plans)


def change_session(*, actor: Actor, code: str, plan: Plan) -> None:
    """Change a session. Whoever waits for a place moves up when there are more of them.

    Other JP or times hold for presence recorded from now on. Raises Problem `access.not_allowed`,
    `learning.no_session`, `learning.session_times`, `learning.session_cancelled`.
    """
    found = session(code)
    require_manage(actor, found.unit)
    require_manage(actor, plan.unit)
    require_times(plan)
    speakers_of(plan)
    require_standing(found)
    with transaction.atomic():
        write({code: plan})
        is_moved = (plan.starts_at, plan.ends_at) != (found.starts_at, found.ends_at)
        if is_moved and plan.ends_at > clock.now():
            news.tell_everybody(session(code), news.MOVED, by=actor)
        settle(found.pk, at=clock.now(), by=actor)
        audit.write(actor, "learning.change_session", f"session:{code}")


def cancel_session(*, actor: Actor, code: str) -> None:
    """Cancel a session that has not begun. Twice is once.

    Raises Problem `access.not_allowed`, `learning.no_session`, `learning.session_begun` (409).
    """
    found = session(code)
    require_manage(actor, found.unit)
    if found.cancelled_at:
        return
    if found.starts_at <= clock.now():
        raise Problem(
            "learning.session_begun",
            _("This session has begun, so it can no longer be cancelled."),
            mend=_("Change its end instead, if it was cut short."),
            status=409,
        )
    with transaction.atomic():
        stamp()  # what pages remember of sessions is read anew
        Session.objects.filter(pk=found.pk).update(cancelled_at=clock.now())
        # Who came early was there for nothing.
        OpenPresence.objects.filter(session_id=found.pk).delete()
        news.tell_everybody(found, news.CANCELLED, by=actor)
        audit.write(actor, "learning.cancel_session", f"session:{code}")


def require_times(plan: Plan) -> None:
    """Raise Problem unless a session ends after it begins, within a month."""
    if not timedelta() < plan.ends_at - plan.starts_at <= LONGEST:
        raise Problem(
            "learning.session_times",
            _("The session ends before it begins, or lasts more than a month."),
            field="ends_at",
            mend=_("Correct its beginning or its end."),
        )


def speakers_of(plan: Plan) -> dict[str, int]:
    """Return the speaker by her NIP, nobody without one. Raises Problem `people.unknown_employee`."""
    known = employee_ids([plan.speaker_nip]) if plan.speaker_nip else {}
    if plan.speaker_nip and not known:
        raise unknown_employee(plan.speaker_nip, field="speaker_nip")
    return known


def require_standing(found: Session) -> None:
    """Raise the Problem `learning.session_cancelled` (409) when a session is cancelled."""
    if found.cancelled_at:
        raise Problem(
            "learning.session_cancelled",
            _("This session is cancelled."),
            mend=_("Copy it to hold it at another time."),
            status=409,
        )


def new_code(plan: Plan) -> str:
    day = f"{plan.starts_at.astimezone(clock.JAKARTA):%Y%m%d}"
    while True:
        code = f"{day}-{''.join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))}"
        if not ids_by_code(Kind.SESSION, [code]):
            return code


def write(plans: Mapping[str, Plan]) -> None:
    known_at = stamp()
    put = put_activities(Kind.SESSION, [content(code, plan) for code, plan in plans.items()], known_at=known_at)
    put_details(Session, put, {code: details(plan) for code, plan in plans.items()})
    rows = [SessionRow(code, plan.title, plan.starts_at, plan.ends_at, plan.jp) for code, plan in plans.items()]
    put_times(rows, put, known_at)
    push_sessions(plans)


def content(code: str, plan: Plan) -> Content:
    minutes = int((plan.ends_at - plan.starts_at).total_seconds() // MINUTE_SECONDS)
    return Content(code, plan.title, summary=plan.summary, topics=list(plan.topics), worth=Worth(plan.jp, minutes))


def details(plan: Plan) -> dict[str, object]:
    return {
        "speaker_employee_id": speakers_of(plan).get(plan.speaker_nip),
        "kind": plan.kind,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "unit_id": plan.unit.pk if plan.unit else None,
        "speaker": plan.speaker,
        "capacity": plan.capacity,
        "join_url": plan.join_url,
        "material_url": plan.material_url,
        "recording_url": plan.recording_url,
        "needs_consent": plan.needs_consent,
    }
