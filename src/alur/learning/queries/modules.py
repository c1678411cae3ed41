"""Modules in a list, and how far somebody is in each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from alur.base.lib import bulk, clock
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics
from alur.learning.models import Completion, Module, ScreenRead
from alur.records.rules.standing import Standing

COMPLETION_KEY = ["employee_id", "activity_id", "year"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. q: part of a title; kind, topic: "" for any."""

    q: str = ""
    kind: str = ""
    topic: str = ""


def modules(asked: Asked, topics: Topics) -> QuerySet[Module]:
    """Return the published modules that are looked for, the newest first."""
    wanted = Q(activity__kind=Kind.MODULE, activity__published_on__lte=clock.today())
    if asked.q:
        wanted &= Q(activity__title__icontains=asked.q)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.topic:
        wanted &= topics.chosen(asked.topic)
    rows = Module.objects.filter(wanted).select_related("activity")
    return rows.order_by("-activity__published_on", "activity__code")


def completed_at(employee_id: int, activity_ids: Collection[int], year: int) -> dict[int, datetime]:
    """Return when she completed activities in a year."""
    keys = [(employee_id, id, year) for id in activity_ids]
    counts = f"t.standing = {Standing.COUNTS:d}"
    return dict(bulk.matching(Completion, COMPLETION_KEY, keys, ["activity_id", "at"], where=counts))


def begun(employee_id: int, activity_ids: Collection[int], year: int) -> set[int]:
    """Return the modules in which she has read a screen this year."""
    keys = [(employee_id, id) for id in activity_ids]
    rows = bulk.matching(ScreenRead, ["employee_id", "activity_id"], keys, ["activity_id", "at"])
    return {id for id, at in rows if clock.local_date(at).year == year}
