"""Modules, sessions and knowledge by the words of their titles, all three in one list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.catalogue.models import Kind
from alur.catalogue.rules.titles import folded, nearness, words_of
from alur.learning.queries.offers import as_date
from alur.records.queries.remembered import Moment, remembered

KINDS = (Kind.MODULE.value, Kind.SESSION.value, Kind.KNOWLEDGE.value)
# One query for all that there is: matching without case and accents is not the same on the two databases.
ALL = """
SELECT a.kind, a.code, a.title, COALESCE(m.kind, s.kind, i.kind), v.jp, v.minutes, a.published_on, s.starts_at,
    s.cancelled_at IS NOT NULL, i.created_on
FROM catalogue_activity a
LEFT JOIN learning_module m ON m.activity_id = a.id
LEFT JOIN learning_session s ON s.activity_id = a.id
LEFT JOIN knowledge_item i ON i.activity_id = a.id
LEFT JOIN catalogue_activityversion v ON v.activity_id = a.id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = a.id)
WHERE (m.activity_id IS NOT NULL AND m.is_archived = %s AND a.published_on IS NOT NULL)
    OR s.activity_id IS NOT NULL OR i.activity_id IS NOT NULL
ORDER BY a.id
"""


@dataclass(frozen=True, slots=True)
class Findable:
    """What can be found. plain: title and code, folded; day: since when, or when; minutes, jp: None for none."""

    kind: str
    code: str
    title: str
    plain: str
    own_kind: str
    jp: Decimal | None
    minutes: int | None
    day: date
    starts_at: datetime | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the nearest first. counts: how many of each kind, whichever is shown."""

    rows: Sequence[Findable]
    counts: Mapping[str, int]
    words: tuple[str, ...]


def found(text: str, kind: str, *, at: Moment) -> Found:
    """Return what holds all words of a text in title or code, for everybody alike. kind: one of KINDS, "" for all."""
    words = words_of(text)
    if not words:
        return Found([], Counter(), words)
    today = clock.today()
    hits = [
        (near, -each.day.toordinal(), each.code, each)
        for each in findables(at)
        if (each.kind != Kind.MODULE or each.day <= today) and (near := nearness(each.plain, words)) is not None
    ]
    hits.sort(key=lambda hit: hit[:3])
    counts = Counter(hit[-1].kind for hit in hits)
    return Found([hit[-1] for hit in hits if kind in ("", hit[-1].kind)], counts, words)


def findables(at: Moment) -> list[Findable]:
    """Return all that can be found, read anew only once people or activities have changed."""
    known, _minute = at.known
    return remembered("cari", (), read, at=(known,))


def read() -> list[Findable]:
    return [findable(*row) for row in bulk.read(ALL, [False])]


def findable(  # noqa: PLR0913, PLR0917 - the columns of a row
    kind: str,
    code: str,
    title: str,
    own_kind: str,
    jp: int | None,
    minutes: int | None,
    published_on: date | str | None,
    starts_at: datetime | None,
    is_cancelled: Any,
    created_on: date | str | None,
) -> Findable:
    start = bulk.as_moment(starts_at) if starts_at else None
    day = clock.local_date(start) if start else as_date(created_on or published_on or date.min)
    return Findable(
        kind,
        code,
        title,
        f"{folded(title)} {folded(code)}",
        own_kind,
        from_hundredths(jp) if jp is not None else None,
        minutes,
        day,
        start,
        bool(is_cancelled),
    )
