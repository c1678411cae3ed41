"""Exams in a list, and what somebody reached in each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from alur.assessment.models import Exam, Result
from alur.records.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Reached:
    """A result. passed: None when the exam had no pass mark."""

    at: datetime
    score: Decimal
    max_score: Decimal
    passed: bool | None


def exams(q: str = "") -> QuerySet[Exam]:
    """Return the exams with what they are about, by title. q: part of a title."""
    rows = Exam.objects.select_related("activity", "about").order_by("activity__title", "activity__code")
    return rows.filter(activity__title__icontains=q) if q else rows


def results(employee_id: int, activity_ids: Collection[int]) -> dict[int, list[Reached]]:
    """Return her results by exam, the latest first."""
    rows = Result.objects.filter(employee_id=employee_id, activity_id__in=activity_ids)
    rows = rows.exclude(standing=Standing.VOIDED).order_by("-at", "-rid")
    found: defaultdict[int, list[Reached]] = defaultdict(list)
    for row in rows.values_list("activity_id", "at", "score", "max_score", "passed"):
        found[row[0]].append(Reached(*row[1:]))
    return found
