"""Knowledge items, in a list and one by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext as _
from markupsafe import Markup

from alur.base.lib.markdown import to_html
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics, topics_of
from alur.knowledge.models import Item
from alur.people.models import Unit

USUAL_KINDS = ("material", "procedure", "regulation", "research", "lesson")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed by. units: name by code; years: the newest first."""

    kinds: list[str]
    units: Mapping[str, str]
    topics: Topics
    years: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. q: part of a title; the others "" for any."""

    q: str = ""
    kind: str = ""
    unit: str = ""
    topic: str = ""
    year: str = ""


def choices() -> Choices:
    """Return what there is to choose from, in four queries."""
    kinds = set(Item.objects.order_by().values_list("kind", flat=True).distinct())
    unit_ids = Item.objects.filter(unit__isnull=False).order_by().values("unit_id").distinct()
    units = dict(Unit.objects.filter(pk__in=unit_ids).order_by("name").values_list("code", "name"))
    days = Item.objects.aggregate(first=Min("created_on"), last=Max("created_on"))
    years = range(days["first"].year, days["last"].year + 1) if days["first"] else range(0)
    in_order = [kind for kind in USUAL_KINDS if kind in kinds] + sorted(kinds - set(USUAL_KINDS))
    return Choices(in_order, units, topics_of(Kind.KNOWLEDGE), [str(year) for year in reversed(years)])


def items(asked: Asked, found: Choices) -> QuerySet[Item]:
    """Return the items that are looked for, the newest first, without their bodies."""
    wanted = Q()
    if asked.q:
        wanted &= Q(activity__title__icontains=asked.q)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.unit:
        wanted &= Q(unit__code=asked.unit)
    if asked.topic:
        wanted &= found.topics.chosen(asked.topic)
    if asked.year:
        wanted &= Q(created_on__year=int(asked.year))
    rows = Item.objects.filter(wanted).select_related("activity", "unit").defer("body")
    return rows.order_by("-created_on", "activity_id")


@dataclass(frozen=True, slots=True)
class Document:
    """An item as it is read."""

    item: Item
    body: Markup


def document(code: str) -> Document:
    """Return an item with its body as HTML. Raises Problem `knowledge.no_item` (404)."""
    rows = Item.objects.select_related("activity", "unit", "author")
    # The database would refuse to look for what cannot be printed.
    item = rows.filter(activity__kind=Kind.KNOWLEDGE, activity__code=code).first() if code.isprintable() else None
    if item is None:
        raise Problem(
            "knowledge.no_item",
            _("There is no knowledge item at this address."),
            mend=_("Look for it in the list of knowledge."),
            status=404,
        )
    return Document(item, Markup(to_html(item.body)))  # noqa: S704  sanitised there
