"""Items that say nearly what another says, or what somebody is writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from alur.base.access.rules import Actor
from alur.catalogue.models import Kind
from alur.knowledge.models import Item
from alur.knowledge.permissions import reach_of, search_reader
from alur.knowledge.rules.resembling import Resemblance, print_of, question_for, resemblance
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import search

LOOKED_AT, SHOWN = 12, 5


@dataclass(frozen=True, slots=True)
class Near:
    """An item that resembles a text. item: with its activity and unit."""

    item: Item
    how: Resemblance


def near(actor: Actor, title: str, body: str, *, besides: int | None = None) -> Sequence[Near]:
    """Return the items that resemble a text, of those that actor may read, the nearest first.

    besides: key of the item that the text is of.
    """
    asked = question_for(title, body)
    if not asked.strip():
        return []
    reader, narrowing = search_reader(reach_of(actor)), Narrowing(kind=Kind.KNOWLEDGE)
    hits = search(asked, limit=LOOKED_AT, reader=reader, narrowing=narrowing, by_words=True).hits
    rows = Item.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=[hit.code for hit in hits])
    written = print_of(title, body)
    found = [
        Near(item, resemblance(written, print_of(item.activity.title, item.body)))
        for item in rows.select_related("activity", "unit").order_by("pk")
        if item.pk != besides
    ]
    found.sort(key=lambda each: (-each.how.is_same, -each.how.text, -each.how.title))
    return [each for each in found if each.how.is_alike][:SHOWN]
