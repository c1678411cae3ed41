"""Exams in a list, and what somebody reached in each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.base.lib.listing import Listing, containing
from alur.catalogue.models import Kind
from alur.records.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Listed:
    """An exam in a list. about_*: the module or session that it is about, None when none. As in LISTED."""

    activity_id: int
    title: str
    about_kind: str | None
    about_code: str | None
    about_title: str | None
    pass_score: Decimal | None
    max_score: Decimal | None


@dataclass(frozen=True, slots=True)
class Reached:
    """A result. passed: None when the exam had no pass mark."""

    at: datetime
    score: Decimal
    max_score: Decimal
    passed: bool | None


# Written out, as everybody looks at the list.
LISTED = "a.id, a.title, b.kind, b.code, b.title, e.pass_score, e.max_score"
FROM = """
FROM assessment_exam e JOIN catalogue_activity a ON a.id = e.activity_id
LEFT JOIN catalogue_activity b ON b.id = e.about_id
WHERE {conditions}
"""
HERS = f"""
SELECT r.activity_id, r.at, r.score, r.max_score, r.passed FROM assessment_result r
WHERE r.employee_id = (SELECT id FROM people_employee WHERE nip = %s) AND r.standing <> {Standing.VOIDED:d}
    AND r.activity_id IN ({{marks}})
ORDER BY r.at DESC, r.rid DESC
"""


def exams(q: str = "") -> Listing[Listed]:
    """Return the exams with what they are about, by title. q: part of a title."""
    conditions = [("a.kind = %s", Kind.EXAM.value), *([containing("a.title", q)] if q else [])]
    texts, parameters = zip(*conditions, strict=True)
    return Listing(LISTED, FROM.format(conditions=" AND ".join(texts)), "a.title, a.code", parameters, listed)


def listed(row: tuple[Any, ...]) -> Listed:
    *values, pass_score, max_score = row
    scores = [None if score is None else from_hundredths(score) for score in (pass_score, max_score)]
    return Listed(*values, *scores)


def results(nip: str, activity_ids: Collection[int]) -> dict[int, list[Reached]]:
    """Return somebody's results by exam, the latest first. nip: of nobody, too."""
    if not (nip and activity_ids):
        return {}
    rows = bulk.read(HERS.format(marks=", ".join(["%s"] * len(activity_ids))), [nip, *activity_ids])
    found: defaultdict[int, list[Reached]] = defaultdict(list)
    for activity_id, at, score, max_score, passed in rows:
        found[activity_id].append(
            Reached(bulk.as_moment(at), from_hundredths(score), from_hundredths(max_score), passed)
        )
    return found
