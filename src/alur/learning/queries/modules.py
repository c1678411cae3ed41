"""Modules in a list, and how far somebody is in each."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.base.lib.listing import Listing, containing
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics
from alur.learning.queries.popular import Ranks, order_of
from alur.records.rules.standing import Standing


class Order(StrEnum):
    """How modules are ordered: the newest first, what suits her position, or what all people complete most."""

    NEW = ""
    POSITION = "jabatan"
    FINISHED = "banyak"


@dataclass(frozen=True, slots=True)
class Span:
    """From above one number up to another, None for no end."""

    above: int
    most: int | None


MINUTES = {"15": Span(0, 15), "45": Span(15, 45), "90": Span(45, 90), "91": Span(90, None)}
# In hundredths, as they are stored.
JP = {"1": Span(0, 100), "2": Span(100, 200), "3": Span(200, None)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, in which order. q: part of a title; kind, topic, minutes, jp: "" for any.

    Named as in the address, so that pages of the list keep it. menit, jp: a key of MINUTES, JP; urut: an Order.
    """

    q: str = ""
    kind: str = ""
    topic: str = ""
    menit: str = ""
    jp: str = ""
    urut: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A module in a list. minutes: None when nobody said; is_here: whether it can be read in Alur.

    The fields stand in the order of LISTED.
    """

    activity_id: int
    code: str
    title: str
    kind: str
    topics: Sequence[str]
    jp: Decimal
    minutes: int | None
    is_here: bool


# Written out, as everybody looks at the list.
LISTED = """
a.id, a.code, a.title, m.kind, a.topics, v.jp, v.minutes,
EXISTS (SELECT 1 FROM learning_modulecontent c WHERE c.activity_id = a.id)
"""
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


def modules(asked: Asked, topics: Topics, ranks: Ranks = Ranks()) -> Listing[Listed]:  # noqa: B008  frozen
    """Return the published modules that are looked for, the newest first but for those that ranks name."""
    conditions: list[tuple[str, Any]] = [
        ("a.kind = %s", Kind.MODULE.value),
        ("a.published_on <= %s", clock.today()),
        ("m.is_archived = %s", False),
    ]
    if asked.q:
        conditions.append(containing("a.title", asked.q))
    if asked.kind:
        conditions.append(("m.kind = %s", asked.kind))
    for column, span in (("v.minutes", MINUTES.get(asked.menit)), ("v.jp", JP.get(asked.jp))):
        conditions += within(column, span) if span else []
    texts, parameters = (list(each) for each in zip(*conditions, strict=True))
    if asked.topic:
        text, lists = topics.holding(asked.topic, "a.topics")
        texts, parameters = [*texts, text], [*parameters, *lists]
    source = FROM.format(conditions=" AND ".join(texts))
    return Listing(LISTED, source, f"{order_of(ranks)}a.published_on DESC, a.code", parameters, listed)


def within(column: str, span: Span) -> list[tuple[str, Any]]:
    above = (f"{column} > %s", span.above)
    return [above] if span.most is None else [above, (f"{column} <= %s", span.most)]


def listed(row: tuple[Any, ...]) -> Listed:
    id, code, title, kind, topics, jp, minutes, is_here = row
    return Listed(id, code, title, kind, json.loads(topics), from_hundredths(jp), minutes, bool(is_here))


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
