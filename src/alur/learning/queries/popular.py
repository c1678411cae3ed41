"""What people complete most: what may be of use to the next one, above all to who holds the same position."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection

from alur.base.lib import bulk, clock
from alur.catalogue.models import Kind
from alur.records.queries.remembered import remembered
from alur.records.rules.standing import Standing

LOOK_BACK = timedelta(days=365)
MOST_OF_A_POSITION, MOST_OF_ALL = 10, 200
# One colleague's choice says nothing of the position.
FEWEST = 2
COUNTS = f"""
SELECT CASE WHEN e.is_active THEN e.position ELSE '' END, c.activity_id, count(*)
FROM learning_completion c JOIN people_employee e ON e.id = c.employee_id
WHERE c.kind = 'module' AND c.standing = {Standing.COUNTS:d} AND c.at >= %s AND c.at < %s
GROUP BY 1, c.activity_id
"""
TOPICS = "SELECT id, CAST(topics AS text) FROM catalogue_activity WHERE kind = %s"


@dataclass(frozen=True, slots=True)
class Popular:
    """Modules by how often they were completed, the most completed first: of each position, and of all."""

    by_position: dict[str, tuple[int, ...]]
    of_all: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranks:
    """In which order modules are shown before the newest of the others. first: one by one; then: after these."""

    first: tuple[int, ...] = ()
    then: tuple[int, ...] = ()


def for_position(position: str) -> tuple[int, ...]:
    """Return the modules that people of a position completed most in the year before today, the most completed first.

    Counted once a day and process, since it reads all completions of a year: as of the last midnight in Jakarta.
    """
    return popular().by_position.get(position, ())


def ranks_for(position: str, *, at: tuple[int, ...]) -> Ranks:
    """Return what suits a position: what its people complete most, then what shares a topic with it.

    at: the present moment's `known` (records.queries.remembered), as topics change with it.
    """
    first = for_position(position)
    return Ranks(first, remembered("related", first, lambda: related(first), at=at) if first else ())


def most_finished() -> Ranks:
    """Return what all people completed most, counted as `for_position`."""
    return Ranks(popular().of_all)


def popular() -> Popular:
    return remembered("popular", (), counted, at=(clock.today().toordinal(),))


def counted() -> Popular:
    midnight = datetime.combine(clock.today(), time(), clock.JAKARTA)
    moments = [connection.ops.adapt_datetimefield_value(each) for each in (midnight - LOOK_BACK, midnight)]
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    total: Counter[int] = Counter()
    for position, activity_id, count in bulk.read(COUNTS, moments):
        total[activity_id] += count
        if position and count >= FEWEST:
            counts[position][activity_id] = count
    return Popular(
        {position: most(found, MOST_OF_A_POSITION) for position, found in counts.items()}, most(total, MOST_OF_ALL)
    )


def most(counts: Counter[int], count: int) -> tuple[int, ...]:
    """Return the ids with the highest counts; of equal ones the lower id, so that the order stays."""
    return tuple(sorted(counts, key=lambda each: (-counts[each], each))[:count])


def related(ids: Sequence[int]) -> tuple[int, ...]:
    """Return the other modules that share a topic with one of these."""
    topics = {id: set(json.loads(text)) for id, text in bulk.read(TOPICS, [Kind.MODULE.value])}
    shared = set().union(*(topics.get(id, set()) for id in ids))
    return tuple(sorted(id for id, names in topics.items() if names & shared and id not in ids))


def order_of(ranks: Ranks) -> str:
    """Return ranks as the beginning of an ORDER BY on activity `a`, "" for none. Ids are numbers, never typed ones."""
    if not ranks.first and not ranks.then:
        return ""
    places = [f"WHEN {place(id)} THEN {rank}" for rank, id in enumerate(ranks.first)]
    last = len(ranks.first)
    then = f"CASE WHEN a.id IN ({joined(ranks.then)}) THEN {last} ELSE {last + 1} END" if ranks.then else str(last + 1)
    return f"CASE a.id {' '.join(places)} ELSE {then} END, " if places else f"{then}, "


def joined(ids: Iterable[int]) -> str:
    return ", ".join(map(place, ids))


def place(id: int) -> str:
    return f"{int(id):d}"
