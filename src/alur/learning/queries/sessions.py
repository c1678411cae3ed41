"""Sessions, in lists and one by one, and how long somebody was in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from alur.base.files.rules import Use, use_of
from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.base.lib.listing import Listing, containing
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.learning.models import Session, SessionFile
from alur.learning.queries.attempts import Completed
from alur.learning.queries.offers import latest_worth
from alur.learning.rules.presence import ENOUGH_PERCENT, Span, present
from alur.records.rules.standing import Standing

WHOLE_PERCENT = 100
MINUTE = timedelta(minutes=1)
RECORDED = frozenset({Use.VIDEO, Use.AUDIO})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for.

    q: part of a title; kind: "" for any; year: of those past, None for the latest; path: of the unit that holds it or
    lies above that one, "" for all.
    """

    q: str = ""
    kind: str = ""
    year: int | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in a list. unit: the name of its holder, "" for none. The fields stand in the order of LISTED."""

    activity_id: int
    code: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    unit: str
    speaker: str
    jp: Decimal
    is_cancelled: bool


# Written out, as everybody looks at the list.
LISTED = """
a.id, a.code, a.title, s.kind, s.starts_at, s.ends_at, COALESCE(u.name, ''), s.speaker, (
    SELECT v.jp FROM catalogue_activityversion v WHERE v.activity_id = a.id ORDER BY v.number DESC LIMIT 1
), s.cancelled_at IS NOT NULL
"""
FROM = """
FROM learning_session s JOIN catalogue_activity a ON a.id = s.activity_id LEFT JOIN people_unit u ON u.id = s.unit_id
WHERE {conditions}
"""


def coming(asked: Asked) -> Listing[Listed]:
    """Return the sessions that run now or come, the next first."""
    return listing(asked, {"s.ends_at >= %s": clock.now()}, order="s.starts_at, a.id")


def past(asked: Asked, year: int) -> Listing[Listed]:
    """Return the sessions of a year (of Jakarta) that are over, the latest first."""
    begin, end = (datetime(each, 1, 1, tzinfo=clock.JAKARTA) for each in (year, year + 1))
    when = {"s.ends_at < %s": clock.now(), "s.starts_at >= %s": begin, "s.starts_at < %s": end}
    return listing(asked, when, order="s.starts_at DESC, a.id DESC")


def listing(asked: Asked, when: Mapping[str, datetime], *, order: str) -> Listing[Listed]:
    conditions: list[tuple[str, Any]] = [("a.kind = %s", Kind.SESSION.value)]
    conditions += [(each, connection.ops.adapt_datetimefield_value(moment)) for each, moment in when.items()]
    if asked.q:
        conditions.append(containing("a.title", asked.q))
    if asked.kind:
        conditions.append(("s.kind = %s", asked.kind))
    if asked.path:
        conditions.append(("u.path LIKE %s", f"{asked.path}%"))
    texts, parameters = zip(*conditions, strict=True)
    return Listing(LISTED, FROM.format(conditions=" AND ".join(texts)), order, parameters, listed)


def listed(row: tuple[Any, ...]) -> Listed:
    id, code, title, kind, starts_at, ends_at, unit, speaker, jp, is_cancelled = row
    times = (bulk.as_moment(starts_at), bulk.as_moment(ends_at))
    return Listed(id, code, title, kind, *times, unit, speaker, from_hundredths(jp), bool(is_cancelled))


def past_years() -> list[int]:
    """Return the years from the first session to the last that is over, the latest first."""
    found = Session.objects.filter(ends_at__lt=clock.now()).aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if not found["first"]:
        return []
    first, last = (clock.local_date(found[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def session(code: str) -> Session:
    """Return a session with its unit, speaker and `jp`. Raises Problem `learning.no_session` (404)."""
    # The database would refuse to look for what cannot be printed.
    rows = Session.objects.select_related("activity", "unit", "speaker_employee").annotate(jp=latest_worth("jp"))
    found = rows.filter(activity__kind=Kind.SESSION, activity__code=code).first() if code.isprintable() else None
    if found is None:
        raise Problem(
            "learning.no_session",
            _("There is no session at this address."),
            mend=_("Look for it in the list of sessions."),
            status=404,
        )
    return found


@dataclass(frozen=True, slots=True)
class Presence:
    """How long she was in a session. needed_minutes: to complete it; completed: granted, whatever changes later.

    state: of her registration, "" when she never asked.
    """

    spans: tuple[Span, ...]
    minutes: int
    needed_minutes: int
    completed: Completed | None
    state: str = ""

    @property
    def missing_minutes(self) -> int:
        """Minutes that are missing still."""
        return max(self.needed_minutes - self.minutes, 0)


# Her presence, what she completed and where she stands, all at once: her list is read with every look at the sessions.
HERS = f"""
SELECT t.activity_id, t.joined_at, t.rid, t.left_at, NULL, NULL, NULL FROM learning_attendance t
WHERE t.employee_id = (SELECT id FROM people_employee WHERE nip = %s) AND t.standing <> {Standing.VOIDED:d}
    AND t.activity_id IN ({{marks}})
UNION ALL SELECT t.activity_id, t.at, t.rid, NULL, t.id, t.year, NULL FROM learning_completion t
WHERE t.employee_id = (SELECT id FROM people_employee WHERE nip = %s) AND t.standing = {Standing.COUNTS:d}
    AND t.activity_id IN ({{marks}})
UNION ALL SELECT r.session_id, NULL, NULL, NULL, NULL, NULL, r.state FROM learning_registration r
WHERE r.employee_id = (SELECT id FROM people_employee WHERE nip = %s) AND r.session_id IN ({{marks}})
"""


def presences(nip: str, chosen: Mapping[int, Span]) -> dict[int, Presence]:
    """Return how long somebody was in sessions and where she stands, by activity, in one query.

    nip: of nobody, too; chosen: begin and end of each session.
    """
    if not (nip and chosen):
        return {}
    rows = bulk.read(
        HERS.format(marks=", ".join(["%s"] * len(chosen))), [*(nip, *chosen), *(nip, *chosen), *(nip, *chosen)]
    )
    spans: defaultdict[int, list[tuple[datetime, int, datetime]]] = defaultdict(list)
    completed: dict[int, Completed] = {}
    states: dict[int, str] = {}
    for activity_id, begin, rid, end, id, year, state in rows:
        if state is not None:
            states[activity_id] = state
        elif id is None:
            spans[activity_id].append((bulk.as_moment(begin), rid, bulk.as_moment(end)))
        else:
            completed[activity_id] = Completed(UUID(str(id)), bulk.as_moment(begin), year, activity_id)
    return {
        activity_id: presence(session, [(begin, end) for begin, _rid, end in sorted(spans[activity_id])], done, state)
        for activity_id, session in chosen.items()
        for done, state in [(completed.get(activity_id), states.get(activity_id, ""))]
        if activity_id in spans or done or state
    }


def presence(session: Span, spans: Sequence[Span], completed: Completed | None, state: str = "") -> Presence:
    begin, end = session
    here = present(spans, session=session)
    # Rounded so that "nothing is missing" is never said too early.
    needed = -(-(end - begin) * ENOUGH_PERCENT // (WHOLE_PERCENT * MINUTE))
    return Presence(tuple(spans), here // MINUTE, needed, completed, state)


@dataclass(frozen=True, slots=True)
class Files:
    """What is handed out with a session, in the order in which it was attached."""

    all: list[SessionFile]

    @property
    def recordings(self) -> list[SessionFile]:
        """Films and sound."""
        return [each for each in self.all if use_of(each.stored) in RECORDED]

    @property
    def material(self) -> list[SessionFile]:
        """All else."""
        return [each for each in self.all if use_of(each.stored) not in RECORDED]


def files_of(found: Session) -> Files:
    """Return the files of a session, in one query."""
    return Files(list(found.files.order_by("added_at", "pk")))
