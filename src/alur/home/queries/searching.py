"""What the search finds, with what a list says of each: worth, time, kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.catalogue.models import Kind
from alur.records.queries.remembered import Moment, remembered
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import Hit, search
from alur.search.rules.highlighting import Part, excerpt, marked
from alur.search.rules.reading import Reader

KINDS = (Kind.MODULE.value, Kind.SESSION.value, Kind.KNOWLEDGE.value)
MOST = 96  # nobody reads on
# One query for all that there is, remembered until people or activities change.
ALL = """
SELECT a.kind, a.code, COALESCE(m.kind, s.kind, i.kind), v.jp, v.minutes, a.published_on, s.starts_at,
    s.cancelled_at IS NOT NULL, i.created_on
FROM catalogue_activity a
LEFT JOIN learning_module m ON m.activity_id = a.id
LEFT JOIN learning_session s ON s.activity_id = a.id
LEFT JOIN knowledge_item i ON i.activity_id = a.id
LEFT JOIN catalogue_activityversion v ON v.activity_id = a.id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = a.id)
WHERE m.activity_id IS NOT NULL OR s.activity_id IS NOT NULL OR i.activity_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is told of something found. day: since when, or when; minutes, jp: None for none."""

    own_kind: str
    jp: Decimal | None
    minutes: int | None
    day: date
    starts_at: datetime | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Something found. title, text: in parts, each with whether it was asked for; text: of the passage that answers."""

    hit: Hit
    offer: Offer
    title: Sequence[Part]
    text: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the nearest first. guessed: what was looked for instead of words that nobody wrote."""

    results: Sequence[Result]
    guessed: Mapping[str, str]


def found(text: str, narrowing: Narrowing, reader: Reader, *, at: Moment, by_words: bool = False) -> Found:
    """Return what answers a text best, of what the reader may find; at most MOST. by_words: while somebody types."""
    answer = search(text, limit=MOST, reader=reader, narrowing=narrowing, by_words=by_words)
    told = offers(at)
    results = [
        Result(hit, told[hit.kind, hit.code], marked(hit.title, answer.terms), excerpt(hit.text, answer.terms))
        for hit in answer.hits
        if (hit.kind, hit.code) in told
    ]
    return Found(results, answer.guessed)


def offers(at: Moment) -> Mapping[tuple[str, str], Offer]:
    """Return what is told of everything that can be found, by kind and code."""
    known, _minute = at.known
    return remembered("cari", (), read, at=(known,))


def read() -> Mapping[tuple[str, str], Offer]:
    return {(kind, code): offer(*rest) for kind, code, *rest in bulk.read(ALL)}


def offer(  # noqa: PLR0917 - the columns of a row
    own_kind: str,
    jp: int | None,
    minutes: int | None,
    published_on: date | str | None,
    starts_at: datetime | None,
    is_cancelled: Any,
    created_on: date | str | None,
) -> Offer:
    start = bulk.as_moment(starts_at) if starts_at else None
    day = clock.local_date(start) if start else bulk.as_day(created_on or published_on or date.min)
    worth = from_hundredths(jp) if jp is not None else None
    return Offer(own_kind, worth, minutes, day, start, bool(is_cancelled))
