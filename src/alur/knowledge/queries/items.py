"""Knowledge items, in a list and one by one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.listing import Listing, containing
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.topics import Topics
from alur.knowledge.models import Audience, Item, Opinion
from alur.knowledge.permissions import Reach, may_read, reach_of, readable
from alur.knowledge.queries.relations import Related, relations
from alur.knowledge.queries.rendering import Shown, shown
from alur.knowledge.queries.trust import NONE, Trust, named, trust
from alur.people.models import Employee

USUAL_KINDS = ("material", "procedure", "regulation", "research", "lesson", "answer")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed by. units: name by code; years: the newest first."""

    kinds: list[str]
    units: Mapping[str, str]
    topics: Topics
    years: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. q: part of a title; verified: only what somebody stands for; the others "" for any."""

    q: str = ""
    kind: str = ""
    unit: str = ""
    topic: str = ""
    year: str = ""
    verified: str = ""


def choices(reach: Reach) -> Choices:
    """Return what there is to choose from among what somebody may read, in four queries."""
    hers, parameters = readable(reach)

    def read(columns: str) -> list[tuple[Any, ...]]:
        return list(bulk.read(f"SELECT DISTINCT {columns} {FROM.format(conditions=hers)}", parameters))

    kinds = {kind for (kind,) in read("i.kind")}
    units = sorted((name, code) for code, name in read("u.code, u.name") if code)
    topics = topics_read(reach)
    [(first, last)] = read("min(i.created_on), max(i.created_on)")
    years = range(bulk.as_day(first).year, bulk.as_day(last).year + 1) if first else range(0)
    in_order = [kind for kind in USUAL_KINDS if kind in kinds] + sorted(kinds - set(USUAL_KINDS))
    named = {code: name for name, code in units}
    return Choices(in_order, named, topics, [str(year) for year in reversed(years)])


def topics_read(reach: Reach) -> Topics:
    """Return the topics of what somebody may read. One query."""
    hers, parameters = readable(reach)
    sql = f"SELECT DISTINCT CAST(a.topics AS text) {FROM.format(conditions=hers)}"
    return Topics({text: tuple(json.loads(text)) for (text,) in bulk.read(sql, parameters)})


@dataclass(frozen=True, slots=True)
class Listed:
    """An item in a list. unit: name of the one it came from, "" for none. The fields stand in the order of LISTED."""

    code: str
    title: str
    kind: str
    unit: str
    created_on: date
    topics: Sequence[str]
    trust: Trust = NONE


# Written out, as everybody looks at the list.
LISTED = """a.code, a.title, i.kind, COALESCE(u.name, ''), i.created_on, a.topics,
    i.verified_at, i.verified_by, i.review_on, i.valid_until"""
FROM = """
FROM knowledge_item i JOIN catalogue_activity a ON a.id = i.activity_id LEFT JOIN people_unit u ON u.id = i.unit_id
WHERE {conditions}
"""


def items(asked: Asked, found: Choices, reach: Reach) -> Listing[Listed]:
    """Return the items that are looked for, of those that somebody may read, the newest first, without their bodies."""
    conditions: list[tuple[str, Sequence[Any]]] = [readable(reach)]
    if asked.q:
        text, part = containing("a.title", asked.q)
        conditions.append((text, [part]))
    if asked.kind:
        conditions.append(("i.kind = %s", [asked.kind]))
    if asked.unit:
        conditions.append(("u.code = %s", [asked.unit]))
    if asked.topic:
        conditions.append(found.topics.holding(asked.topic, "a.topics"))
    if asked.year:
        days = [date(int(asked.year), *day) for day in ((1, 1), (12, 31))]
        conditions.append(("i.created_on BETWEEN %s AND %s", days))
    if asked.verified:
        conditions.append(("i.verified_at IS NOT NULL", []))
    source = FROM.format(conditions=" AND ".join(text for text, _ in conditions))
    parameters = [parameter for _, given in conditions for parameter in given]
    return Listing(LISTED, source, "i.created_on DESC, a.id", parameters, listed)


def listed(row: tuple[Any, ...]) -> Listed:
    code, title, kind, unit, created_on, topics, *told = row
    return Listed(code, title, kind, unit, created_on, json.loads(topics), trust(*told))


def with_verifiers(rows: Sequence[Listed]) -> list[Listed]:
    """Return rows of a list with who stands for them by name; one query at most."""
    found = named([row.trust for row in rows])
    return [replace(row, trust=each) for row, each in zip(rows, found, strict=True)]


@dataclass(frozen=True, slots=True)
class Document:
    """An item as it is read. confirmed: by how many readers since it was verified; doubts: of the others."""

    item: Item
    text: Shown
    relations: Mapping[str, Sequence[Related]]
    trust: Trust
    confirmed: int
    doubts: Sequence[Opinion]
    own: Opinion | None


def document(code: str, actor: Actor, reader: Employee | None = None) -> Document:
    """Return an item with its text as HTML. reader: whose own word is shown. Raises `knowledge.no_item` (404)."""
    item = item_of(code, actor)
    reach = reach_of(actor)
    [found] = named([trust(item.verified_at, item.verified_by, item.review_on, item.valid_until)])
    said = list(Opinion.objects.filter(item=item).select_related("employee").order_by("-said_at", "pk"))
    own = next((each for each in said if reader and each.employee_id == reader.pk), None)
    confirmed = sum(each.holds for each in said)
    doubts = [each for each in said if not each.holds]
    return Document(item, shown(item, reach), relations(item, reach), found, confirmed, doubts, own)


def item_of(code: str, actor: Actor) -> Item:
    """Return an item with what it names; by the code of one that became part of it, too.

    Raises Problem `knowledge.no_item` (404), also for who may not read it.
    """
    units = Prefetch("audience", Audience.objects.select_related("unit").order_by("unit__name", "unit_id"))
    rows = Item.objects.select_related("activity", "unit", "author", "owner").prefetch_related(units)
    # The database would refuse to look for what cannot be printed.
    item = rows.filter(activity__kind=Kind.KNOWLEDGE, activity__code=code).first() if code.isprintable() else None
    if item is None and code.isprintable():
        item = rows.filter(merged__activity__kind=Kind.KNOWLEDGE, merged__activity__code=code).first()
    audience = list(item.audience.all()) if item else []
    if item is None or (audience and not may_read(reach_of(actor), item, audience)):
        raise no_item()
    return item


def no_item() -> Problem:
    """Return the Problem of a code that no item has."""
    return Problem(
        "knowledge.no_item",
        _("There is no knowledge item at this address."),
        mend=_("Look for it in the list of knowledge."),
        status=404,
    )
