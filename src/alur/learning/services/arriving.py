"""Presence as it is noticed: by the code on the organiser's screen, or by the page kept open beside the meeting.

While it goes on it is a row; once it ends it is a record. All times are the server's. The records prove it, so the
audit trail does not repeat it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.learning.models import OpenPresence, Session, Way
from alur.learning.permissions import require_learner
from alur.learning.queries.codes import proves
from alur.learning.queries.sessions import session
from alur.learning.rules.codes import SCANNED, cleaned
from alur.learning.rules.presence import within
from alur.learning.statements import attended_draft
from alur.people.models import Employee
from alur.records.rules.draft import Draft
from alur.records.services import append_drafts

OPENS_BEFORE = timedelta(hours=2)
SOONEST_BEAT, LATEST_BEAT = timedelta(seconds=20), timedelta(seconds=150)
MOST_WRONG, WRONG_PERIOD_SECONDS = 10, 300
CLOSED_AT_ONCE = 500
COLUMNS = ["session_id", "employee_id", "way", "joined_at", "seen_at", "record_id"]


def check_in(*, actor: Actor, code: str, given: str, at: datetime) -> None:
    """Note that the actor is present from at on, by the code she scanned or typed. Again changes nothing.

    Raises Problem `learning.no_learner`, `learning.no_session`, `learning.wrong_code` (422), `learning.many_codes`
    (429), and as `require_time`.
    """
    employee, found = require_learner(actor), session(code)
    require_time(found, at)
    require_proof(found, employee, given, at)
    note(found, employee, Way.CODE, at)


def check_in_proven(*, actor: Actor, code: str, scanned_at: datetime) -> None:
    """Note that the actor is present from when she scanned a code that was proven then, before she signed in.

    Raises Problem `learning.no_learner`, `learning.no_session`, and as `require_time`.
    """
    employee, found = require_learner(actor), session(code)
    require_time(found, scanned_at)
    note(found, employee, Way.CODE, scanned_at)


def check_out(*, actor: Actor, code: str, at: datetime) -> None:
    """End the actor's presence and record it. Without it, the session's end does so. Twice is once."""
    employee, found = require_learner(actor), session(code)
    with transaction.atomic():
        hers = OpenPresence.objects.filter(session_id=found.pk, employee_id=employee.pk, way=Way.CODE)
        end(locked(hers), at=at)


def beat(*, actor: Actor, code: str, at: datetime) -> bool:
    """Note that the actor still has the session's page open; tell whether it makes sense to go on.

    Beats that come too quickly change nothing; after a longer silence a new span begins. Raises Problem
    `learning.no_learner`, `learning.no_session`.
    """
    employee, found = require_learner(actor), session(code)
    if found.cancelled_at or not found.join_url or not found.starts_at - OPENS_BEFORE <= at < found.ends_at:
        return False
    hers = OpenPresence.objects.filter(session_id=found.pk, employee_id=employee.pk, way=Way.LINK)
    if hers.filter(seen_at__gt=at - SOONEST_BEAT).exists():
        return True
    with transaction.atomic():
        end(locked(hers.filter(seen_at__lt=at - LATEST_BEAT)), at=at)
        if not hers.filter(seen_at__lt=at).update(seen_at=at):
            note(found, employee, Way.LINK, at)
    return True


def close_due(at: datetime) -> int:
    """Record the presence that has ended: at the session's end, or by a silence. Return how many there were."""
    due = OpenPresence.objects.filter(Q(session__ends_at__lte=at) | Q(way=Way.LINK, seen_at__lt=at - LATEST_BEAT))
    total = 0
    while True:
        with transaction.atomic():
            rows = locked(due.order_by("pk"))
            end(rows, at=at)
        total += len(rows)
        if len(rows) < CLOSED_AT_ONCE:
            return total


def note(found: Session, employee: Employee, way: Way, at: datetime) -> None:
    bulk.insert(OpenPresence, COLUMNS, [(found.pk, employee.pk, way.value, at, at, uuid4())], conflict="DO NOTHING")


def locked(rows: QuerySet[OpenPresence]) -> list[OpenPresence]:
    related = rows.select_for_update(of=("self",)).select_related("session__activity", "employee")
    return list(related[:CLOSED_AT_ONCE])


def end(rows: Sequence[OpenPresence], *, at: datetime) -> None:
    """Let presence become records. at: now, which ends what only the session's end would."""
    drafts = [draft for row in rows if (draft := draft_of(row, at))]
    if drafts:
        append_drafts(drafts)
    OpenPresence.objects.filter(pk__in=[row.pk for row in rows]).delete()


def draft_of(row: OpenPresence, at: datetime) -> Draft | None:
    left_at = row.seen_at if row.way == Way.LINK else at
    span = within(row.joined_at, left_at, session=(row.session.starts_at, row.session.ends_at))
    if span is None:
        return None
    return attended_draft(
        record_id=row.record_id,
        nip=row.employee.nip,
        session_code=row.session.activity.code,
        joined_at=span[0],
        left_at=span[1],
    )


def require_time(found: Session, at: datetime) -> None:
    """Raise Problem `learning.session_cancelled`, `learning.too_soon` or `learning.session_over`, each 409."""
    if found.cancelled_at:
        raise refused("learning.session_cancelled", _("This session is cancelled."), _("Nobody need be there."))
    if at < found.starts_at - OPENS_BEFORE:
        raise refused(
            "learning.too_soon",
            _("It is too early to check in to this session."),
            _("Come back from two hours before it begins."),
        )
    if at >= found.ends_at:
        raise refused(
            "learning.session_over",
            _("This session is over, so nobody can check in any more."),
            _("If you were there, tell the unit that held the session."),
        )


def refused(code: str, message: str, mend: str) -> Problem:
    return Problem(code, message, mend=mend, status=409)


def require_proof(found: Session, employee: Employee, given: str, at: datetime) -> None:
    """Raise Problem unless a code was shown lately; who types too many wrong ones has to pause."""
    tries = f"attendance-code:{employee.pk}:{int(at.timestamp()) // WRONG_PERIOD_SECONDS}"
    # What is scanned is too long to be guessed.
    is_typed = len(cleaned(given)) < SCANNED
    if is_typed and cache.get(tries, 0) >= MOST_WRONG:
        raise Problem(
            "learning.many_codes",
            _("Too many wrong codes."),
            field="kode",
            mend=_("Wait five minutes, or ask the organiser to note your presence."),
            status=429,
        )
    if proves(found.pk, given, at):
        return
    if is_typed:
        cache.add(tries, 0, WRONG_PERIOD_SECONDS)
        cache.incr(tries)
    raise Problem(
        "learning.wrong_code",
        _("This code is not valid, or no longer so."),
        field="kode",
        mend=_("Scan or type the one that the screen shows now."),
        status=422,
    )
