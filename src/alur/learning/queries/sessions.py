"""Sessions, in lists and one by one, and how long somebody was in them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from alur.base.lib import bulk, clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.learning.models import Attendance, Completion, Session
from alur.learning.queries.attempts import Completed
from alur.learning.queries.offers import latest_worth
from alur.learning.rules.presence import ENOUGH_PERCENT, Span, present
from alur.records.rules.standing import Standing

WHOLE_PERCENT = 100
KEY = ["employee_id", "activity_id"]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. q: part of a title; kind: "" for any; year: of those past, None for the latest."""

    q: str = ""
    kind: str = ""
    year: int | None = None


def sessions(asked: Asked) -> QuerySet[Session]:
    """Return the sessions that are looked for, of any time."""
    wanted = Q(activity__kind=Kind.SESSION)
    if asked.q:
        wanted &= Q(activity__title__icontains=asked.q)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    return Session.objects.filter(wanted).select_related("activity", "unit")


def coming(asked: Asked) -> QuerySet[Session]:
    """Return the sessions that run now or come, the next first."""
    return sessions(asked).filter(ends_at__gte=clock.now()).order_by("starts_at", "pk")


def past(asked: Asked, year: int) -> QuerySet[Session]:
    """Return the sessions of a year (of Jakarta) that are over, the latest first."""
    begin, end = (datetime(each, 1, 1, tzinfo=clock.JAKARTA) for each in (year, year + 1))
    rows = sessions(asked).filter(ends_at__lt=clock.now(), starts_at__gte=begin, starts_at__lt=end)
    return rows.order_by("-starts_at", "-pk")


def past_years() -> list[int]:
    """Return the years from the first session to the last that is over, the latest first."""
    found = Session.objects.filter(ends_at__lt=clock.now()).aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if not found["first"]:
        return []
    first, last = (clock.local_date(found[name]).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


def session(code: str) -> Session:
    """Return a session with its unit and `jp`. Raises Problem `learning.no_session` (404)."""
    # The database would refuse to look for what cannot be printed.
    named = sessions(Asked()).annotate(jp=latest_worth("jp")).filter(activity__code=code)
    found = named.first() if code.isprintable() else None
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
    """How long she was in a session. needed_minutes: to complete it; completed: granted, whatever changes later."""

    spans: tuple[Span, ...]
    minutes: int
    needed_minutes: int
    completed: Completed | None

    @property
    def missing_minutes(self) -> int:
        """Minutes that are missing still."""
        return max(self.needed_minutes - self.minutes, 0)


def presences(employee_id: int, chosen: Sequence[Session]) -> dict[int, Presence]:
    """Return how long she was in each of the sessions in which she was, by activity. Two queries."""
    spans = spans_of(employee_id, [each.pk for each in chosen])
    completed = completions_of(employee_id, [each.pk for each in chosen])
    return {
        each.pk: presence(each, spans[each.pk], completed.get(each.pk))
        for each in chosen
        if each.pk in spans or each.pk in completed
    }


def presence(chosen: Session, spans: Sequence[Span], completed: Completed | None) -> Presence:
    length = chosen.ends_at - chosen.starts_at
    here = present(spans, session=(chosen.starts_at, chosen.ends_at))
    # Rounded so that "nothing is missing" is never said too early.
    needed = -(-length * ENOUGH_PERCENT // (WHOLE_PERCENT * MINUTE))
    return Presence(tuple(spans), here // MINUTE, needed, completed)


def spans_of(employee_id: int, activity_ids: Collection[int]) -> defaultdict[int, list[Span]]:
    keys = [(employee_id, id) for id in activity_ids]
    columns, counts = ["joined_at", "rid", "left_at", "activity_id"], f"t.standing <> {Standing.VOIDED:d}"
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for joined_at, _rid, left_at, id in sorted(bulk.matching(Attendance, KEY, keys, columns, where=counts)):
        found[id].append((joined_at, left_at))
    return found


def completions_of(employee_id: int, activity_ids: Collection[int]) -> dict[int, Completed]:
    keys = [(employee_id, id) for id in activity_ids]
    counts = f"t.standing = {Standing.COUNTS:d}"
    rows = bulk.matching(Completion, KEY, keys, ["id", "at", "year", "activity_id"], where=counts)
    return {row[-1]: Completed(*row) for row in rows}
