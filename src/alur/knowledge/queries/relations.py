"""What an item has to do with others, at both ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from alur.knowledge.models import Item, Relation, RelationKind
from alur.knowledge.permissions import Reach, readable_items


@dataclass(frozen=True, slots=True)
class Related:
    """The other end. id: of the relation; says: what this item does to it, or `by_…`: what it does to this one."""

    id: int
    says: str
    code: str
    title: str
    day: date
    is_own: bool


# In the order in which a page says them: what makes this one old first.
ORDER = ("by_replaces", "by_amends", "replaces", "amends", "implements", "by_implements")


def relations(item: Item, reach: Reach) -> Mapping[str, Sequence[Related]]:
    """Return what an item has to do with others that may be read, by what is said. One query."""
    read = Item.objects.filter(readable_items(reach)).values("pk")
    rows = Relation.objects.filter(Q(item=item, other__in=read) | Q(other=item, item__in=read)).select_related(
        "item__activity", "other__activity"
    )
    found = [related(each, item) for each in rows.order_by("made_at", "pk")]
    return {says: some for says in ORDER if (some := [each for each in found if each.says == says])}


def related(relation: Relation, item: Item) -> Related:
    is_own = relation.item_id == item.pk
    end = relation.other if is_own else relation.item
    says = relation.kind if is_own else f"by_{relation.kind}"
    return Related(relation.pk, says, end.activity.code, end.activity.title, end.created_on, is_own)


def replaced_on() -> Subquery:
    """Return, for a query of items, the day from which another stands in the place of each, None for none."""
    by = Relation.objects.filter(other=OuterRef("pk"), kind=RelationKind.REPLACES).order_by("item__created_on")
    return Subquery(by.values("item__created_on")[:1])
