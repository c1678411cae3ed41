"""Modules in a list, and how far somebody is in each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics
from alur.learning.models import Completion, Module, ScreenRead
from alur.learning.queries.offers import latest_worth
from alur.records.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. q: part of a title; kind, topic: "" for any."""

    q: str = ""
    kind: str = ""
    topic: str = ""


def modules(asked: Asked, topics: Topics) -> QuerySet[Module]:
    """Return the published modules that are looked for, the newest first, with `jp` and `minutes`."""
    wanted = Q(activity__kind=Kind.MODULE, activity__published_on__lte=clock.today())
    if asked.q:
        wanted &= Q(activity__title__icontains=asked.q)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.topic:
        wanted &= topics.chosen(asked.topic)
    rows = Module.objects.filter(wanted).select_related("activity")
    worth = {"jp": latest_worth("jp"), "minutes": latest_worth("minutes")}
    return rows.annotate(**worth).order_by("-activity__published_on", "activity__code")


def completed_at(employee_id: int, activity_ids: Collection[int], year: int) -> dict[int, datetime]:
    """Return when she completed activities in a year."""
    rows = Completion.objects.filter(
        employee_id=employee_id, activity_id__in=activity_ids, year=year, standing=Standing.COUNTS
    )
    return dict(rows.values_list("activity_id", "at"))


def begun(employee_id: int, activity_ids: Collection[int], year: int) -> set[int]:
    """Return the modules in which she has read a screen this year."""
    rows = ScreenRead.objects.filter(employee_id=employee_id, activity_id__in=activity_ids)
    return {id for id, at in rows.values_list("activity_id", "at") if clock.local_date(at).year == year}
