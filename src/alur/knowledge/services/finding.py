"""Knowledge items as the search knows them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from alur.base.lib.sections import sections_of
from alur.catalogue.models import Kind
from alur.knowledge.models import Item, Relation, RelationKind
from alur.knowledge.permissions import search_audience
from alur.knowledge.queries.relations import replaced_on
from alur.knowledge.rules.articles import namer
from alur.knowledge.rules.caring import lapses_on
from alur.search.rules.passages import Section
from alur.search.services import Pushed, put

READ_AT_ONCE = 500


def push_items(activity_ids: Iterable[int]) -> None:
    """Let items be found as they are now. To be called in the transaction that changed them."""
    ids = list(activity_ids)
    # When one that replaces others is of another day, so is the end of those.
    replaced = Relation.objects.filter(item_id__in=ids, kind=RelationKind.REPLACES).values_list("other_id", flat=True)
    put(pushed(Item.objects.filter(pk__in={*ids, *replaced})))


def all_items() -> Iterator[Pushed]:
    """Yield all items as they are to be found."""
    yield from pushed(Item.objects.order_by("pk"))


def pushed(items: "QuerySet[Item]") -> Iterator[Pushed]:
    rows = items.select_related("activity").prefetch_related("audience").annotate(replaced_on=replaced_on())
    for item in rows.iterator(chunk_size=READ_AT_ONCE):
        yield Pushed(
            kind=Kind.KNOWLEDGE,
            own_kind=item.kind,
            code=item.activity.code,
            title=item.activity.title,
            sections=sections(item),
            unit_id=item.unit_id,
            topics=item.activity.topics,
            day=item.created_on,
            is_verified=item.verified_at is not None,
            lapses_on=lapses_on(item.review_on, item.valid_until, item.replaced_on),
            audience=search_audience(item, item.audience.all()),
        )


def sections(item: Item) -> Sequence[Section]:
    """Return what an item says, part by part, each with the anchor that leads to it."""
    parts = sections_of(item.body, namer(item.kind))
    return [Section(" › ".join(each.headings), each.text, f"#{each.anchor}" if each.anchor else "") for each in parts]
