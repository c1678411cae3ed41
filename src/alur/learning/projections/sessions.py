"""Sessions attended: the spans of a person add up, and once they are enough she has completed it for good."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from alur.base.lib import bulk
from alur.base.lib.clock import local_date
from alur.base.lib.tuples import joined, those
from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.catalogue.rules.counting import Counted, What
from alur.learning.models import Attendance, SessionTime
from alur.learning.projections import completions
from alur.learning.projections.completions import SHARED
from alur.learning.rules.presence import Span, attended_enough
from alur.learning.statements import ATTENDED, Presence, present
from alur.people.queries.asof import PeopleAsOf
from alur.records.projections.first import REPEAT, Added, FirstCounts, Turn
from alur.records.projections.registry import of_verbs
from alur.records.rules.draft import Record

COLUMNS = (*SHARED, "joined_at", "left_at")
VERBS = frozenset({ATTENDED})
AT = SHARED.index("at")
SPAN = slice(len(SHARED), len(SHARED) + 2)
Row = tuple[Any, ...]
Key = tuple[Any, ...]


class Sessions:
    """Writes `attended` records into presence, and presence that is enough into completions."""

    def __init__(self) -> None:
        self.spans = FirstCounts(Attendance, columns=COLUMNS, key=completions.KEY, by_time=False)
        self.completions = completions.table(Kind.SESSION, by_time=False)

    def add(self, records: Sequence[Record]) -> Sequence[Counted]:
        """Take in records and return what began to count."""
        ours = [(record, span) for record in of_verbs(records, VERBS) if (span := present(record))]
        if not ours:
            return ()
        times = SessionTimes(records)
        rows = span_rows(ours, times)
        before = self._spans_before(rows)
        arrivals = counted("attendance", rows, self.spans.add(rows))
        enough = [completion(row) for row in rows if self._completes(row, before, times)]
        return joined([arrivals, counted("session", enough, self.completions.add(enough))])

    def void(self, voiding: Record) -> list[Counted]:
        """Take back a voided span, and the completion when what remains is not enough."""
        if voiding.voids is None:
            return []
        held = self.spans.of_record(voiding.voids)
        arrivals = completions.turned("attendance", self.spans.void(voiding.voids, rid=voiding.rid))
        return [*arrivals, *(change for row in held for change in self._weigh_again(row, voiding))]

    def _spans_before(self, rows: Sequence[Row]) -> defaultdict[Key, list[Span]]:
        found: defaultdict[Key, list[Span]] = defaultdict(list)
        for row in self._held({self.spans.key_of(row) for row in rows}):
            found[self.spans.key_of(row)].append(row[SPAN])
        return found

    def _held(self, keys: Iterable[Key]) -> list[Row]:
        keys = list(keys)
        return [*self.spans.counting(set(keys)).values(), *self.spans.standing_at(REPEAT, keys)]

    def _completes(self, row: Row, before: defaultdict[Key, list[Span]], times: "SessionTimes") -> bool:
        """Add the row's span to those before and tell whether it makes them enough."""
        spans = before[self.spans.key_of(row)]
        session = times.known_at(row[3], rid=row[1])
        had_enough = attended_enough(spans, session=session)
        spans.append(row[SPAN])
        return not had_enough and attended_enough(spans, session=session)

    def _weigh_again(self, row: Row, voiding: Record) -> list[Counted]:
        key = self.spans.key_of(row)
        granted = self.completions.counting({key}).get(key)
        if granted is None:
            return []
        spans = self._held([key])
        session = SessionTimes.of([row[3]]).known_at(row[3], rid=voiding.rid)
        enough = attended_enough([span[SPAN] for span in spans], session=session)
        if enough and granted[0] != voiding.voids:
            return []
        turns = self.completions.void(granted[0], rid=voiding.rid)
        if enough and len(turns) == 1:
            again = [completion(max(spans, key=lambda span: span[1]))]
            turns += [Turn(1, voiding.rid, row) for row in those(again, self.completions.add(again).begun)]
        return completions.turned("session", turns)


class SessionTimes:
    """When sessions were planned to be, as known at a record."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.activities = ActivitiesAsOf(record.activity for record in records if record.verb == ATTENDED)
        self._load(self.activities.ids())

    @classmethod
    def of(cls, activity_ids: Iterable[int]) -> "SessionTimes":
        """Return the times of sessions by activity."""
        times = cls([])
        times._load(activity_ids)
        return times

    def _load(self, activity_ids: Iterable[int]) -> None:
        columns = ["activity_id", "known_at", "starts_at", "ends_at"]
        self._times: defaultdict[int, list[Row]] = defaultdict(list)
        for activity_id, *time in bulk.matching(SessionTime, ["activity_id"], {(id,) for id in activity_ids}, columns):
            self._times[activity_id].append(tuple(time))

    def known_at(self, activity_id: int, *, rid: int) -> Span:
        """Return (start, end) of the session as last known at rid."""
        return max(time for time in self._times[activity_id] if time[0] <= rid)[1:]


def span_rows(ours: Sequence[tuple[Record, Presence]], times: SessionTimes) -> list[Row]:
    people = PeopleAsOf(record.actor for record, _ in ours)
    rows = []
    for record, span in ours:
        employee_id = people.employee_id(record.actor, rid=record.rid)
        activity_id = times.activities.activity_id(record.activity, Kind.SESSION, rid=record.rid)
        if employee_id is None or activity_id is None:
            continue
        starts_at = times.known_at(activity_id, rid=record.rid)[0]
        on = local_date(starts_at)
        unit_id = people.unit_id(employee_id, on, rid=record.rid)
        shared = (record.id, record.rid, employee_id, activity_id, unit_id, on.year, starts_at)
        rows.append((*shared, span.joined_at, span.left_at))
    return rows


def counted(what: What, rows: Sequence[Row], added: Added) -> Sequence[Counted]:
    return completions.counted(what, rows, added, [local_date(row[AT]) for row in rows])


def completion(row: Row) -> Row:
    return (*row[: len(SHARED)], Kind.SESSION.value, None, None)
