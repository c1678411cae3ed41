"""Modules in a list, and how far somebody is in each."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.base.lib.listing import Listing, containing
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics
from alur.records.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. q: part of a title; kind, topic: "" for any."""

    q: str = ""
    kind: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A module in a list. minutes: None when nobody said. The fields stand in the order of LISTED."""

    activity_id: int
    code: str
    title: str
    kind: str
    topics: Sequence[str]
    jp: Decimal
    minutes: int | None


# Written out, as everybody looks at the list.
LISTED = "a.id, a.code, a.title, m.kind, a.topics, v.jp, v.minutes"
FROM = """
FROM learning_module m JOIN catalogue_activity a ON a.id = m.activity_id
JOIN catalogue_activityversion v ON v.activity_id = a.id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = a.id)
WHERE {conditions}
"""
HERS = f"""
SELECT t.activity_id, t.at, 1 FROM learning_completion t
WHERE t.employee_id = (SELECT id FROM people_employee WHERE nip = %s AND is_active) AND t.year = %s
    AND t.standing = {Standing.COUNTS:d} AND t.activity_id IN ({{marks}})
UNION ALL SELECT t.activity_id, t.at, 0 FROM learning_screenread t
WHERE t.employee_id = (SELECT id FROM people_employee WHERE nip = %s AND is_active) AND t.activity_id IN ({{marks}})
    AND t.at >= %s AND t.at < %s
"""


def modules(asked: Asked, topics: Topics) -> Listing[Listed]:
    """Return the published modules that are looked for, the newest first."""
    conditions: list[tuple[str, Any]] = [
        ("a.kind = %s", Kind.MODULE.value),
        ("a.published_on <= %s", clock.today()),
        ("m.is_archived = %s", False),
    ]
    if asked.q:
        conditions.append(containing("a.title", asked.q))
    if asked.kind:
        conditions.append(("m.kind = %s", asked.kind))
    texts, parameters = (list(each) for each in zip(*conditions, strict=True))
    if asked.topic:
        text, lists = topics.holding(asked.topic, "a.topics")
        texts, parameters = [*texts, text], [*parameters, *lists]
    source = FROM.format(conditions=" AND ".join(texts))
    return Listing(LISTED, source, "a.published_on DESC, a.code", parameters, listed)


def listed(row: tuple[Any, ...]) -> Listed:
    id, code, title, kind, topics, jp, minutes = row
    return Listed(id, code, title, kind, json.loads(topics), from_hundredths(jp), minutes)


@dataclass(frozen=True, slots=True)
class Hers:
    """How far somebody is in a year. completed: when, by module; begun: modules of which she has read a screen."""

    completed: dict[int, datetime]
    begun: frozenset[int]


def hers(nip: str, activity_ids: Collection[int], year: int) -> Hers:
    """Return how far an employee at work is in modules, in one query. nip: of nobody, too."""
    if not (nip and activity_ids):
        return Hers({}, frozenset())
    begin, end = (
        connection.ops.adapt_datetimefield_value(datetime(each, 1, 1, tzinfo=clock.JAKARTA))
        for each in (year, year + 1)
    )
    query = HERS.format(marks=", ".join(["%s"] * len(activity_ids)))
    rows = bulk.read(query, [nip, year, *activity_ids, nip, *activity_ids, begin, end])
    completed = {id: bulk.as_moment(at) for id, at, is_completed in rows if is_completed}
    return Hers(completed, frozenset(id for id, _at, is_completed in rows if not is_completed))
