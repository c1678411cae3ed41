"""The health of the modules: what is missing in them, what is old, what nobody completes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db import connection

from alur.base.lib import bulk, clock
from alur.learning.models import OPEN_STATES

OLD, UNTOUCHED, SETTLED = timedelta(days=730), timedelta(days=30), timedelta(days=90)
FEW_SHARE = 0.1
MODULES = """
SELECT a.code, a.title, a.published_on, coalesce(c.screens, 0), coalesce(c.known_at, 0), coalesce(y.completions, 0)
FROM learning_module m JOIN catalogue_activity a ON a.id = m.activity_id
LEFT JOIN (
    SELECT c.activity_id, c.screen_count AS screens, c.known_at FROM learning_modulecontent c
    WHERE c.number = (SELECT max(l.number) FROM learning_modulecontent l WHERE l.activity_id = c.activity_id)
) c ON c.activity_id = a.id
LEFT JOIN (
    SELECT activity_id, sum(completions) AS completions FROM insight_activityyear WHERE year = %s GROUP BY activity_id
) y ON y.activity_id = a.id
WHERE NOT m.is_archived AND a.published_on <= %s ORDER BY a.published_on, a.code
"""
DRAFTS = """
SELECT d.id, d.code, d.changed_at, d.state FROM learning_draft d
WHERE d.state IN (%s, %s) AND d.changed_at < %s ORDER BY d.changed_at, d.code
"""


@dataclass(frozen=True, slots=True)
class ModuleHealth:
    """A published module. renewed_on: when its content was last changed, None for none; completions: of the year."""

    code: str
    title: str
    published_on: date
    screens: int
    renewed_on: date | None
    completions: int

    @property
    def dated(self) -> date:
        """Of when its newest words are."""
        return max(self.published_on, self.renewed_on or self.published_on)


@dataclass(frozen=True, slots=True)
class StaleDraft:
    """A draft that nobody has touched for a month. is_waiting: for its review."""

    id: str
    code: str
    changed_at: datetime
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Health:
    """What asks for a curator's hand. few: completed in the year by less than a tenth of what is usual (usual)."""

    modules: int
    empty: list[ModuleHealth]
    old: list[ModuleHealth]
    few: list[ModuleHealth]
    usual: int
    drafts: list[StaleDraft]


def health(year: int) -> Health:
    """Return the health of the modules published by now, and of the drafts, in two queries."""
    today = clock.today()
    found = [module(row) for row in bulk.read(MODULES, [year, today])]
    # A module must have been there for a while before its completions say anything.
    last = min(today, date(year, 12, 31))
    settled = [each for each in found if each.published_on <= last - SETTLED]
    usual = int(median([each.completions for each in settled])) if settled else 0
    return Health(
        modules=len(found),
        empty=[each for each in found if not each.screens],
        old=[each for each in found if each.dated < today - OLD],
        few=sorted(
            (each for each in settled if each.completions < usual * FEW_SHARE), key=lambda each: each.completions
        ),
        usual=usual,
        drafts=stale_drafts(),
    )


def module(row: tuple[Any, ...]) -> ModuleHealth:
    code, title, published_on, screens, known_at, completed = row
    renewed_on = clock.local_date(clock.from_micros(known_at)) if known_at else None
    return ModuleHealth(code, title, published_on, screens, renewed_on, int(completed))


def stale_drafts() -> list[StaleDraft]:
    before = connection.ops.adapt_datetimefield_value(clock.now() - UNTOUCHED)
    return [
        StaleDraft(str(bulk.as_uuid(id)), code, bulk.as_moment(changed_at), state == "review")
        for id, code, changed_at, state in bulk.read(DRAFTS, [*OPEN_STATES, before])
    ]
