"""Every text that is published is kept: when an item says something else than its last version, it gets another."""

from collections.abc import Iterable
from dataclasses import dataclass

from alur.base.access.rules import Actor
from alur.base.lib import bulk, clock
from alur.knowledge.models import How, Item, ItemVersion
from alur.knowledge.queries.versions import last_versions, text_of
from alur.knowledge.rules.versions import FIELDS

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Cause:
    """Why items say something else. written_by: the name of the actor who wrote it, "" for who acts; why: in words."""

    how: How
    written_by: str = ""
    why: str = ""


def keep_versions(*, actor: Actor, item_ids: Iterable[int], cause: Cause) -> None:
    """Add a version to each item whose text is other than its last version. To be called where it was changed."""
    for some in bulk.chunks(item_ids, AT_ONCE):
        known = last_versions(some)
        items = Item.objects.filter(pk__in=some).select_related("activity")
        new = [made(actor, item, known.get(item.pk, (0, "")), cause) for item in items]
        ItemVersion.objects.bulk_create([each for each in new if each], batch_size=AT_ONCE)


def made(actor: Actor, item: Item, last: tuple[int, str], cause: Cause) -> ItemVersion | None:
    text, (number, digest) = text_of(item), last
    if text.digest == digest:
        return None
    writer = cause.written_by or actor.name
    return ItemVersion(
        item=item,
        number=number + 1,
        digest=text.digest,
        **{name: getattr(text, name) for name in FIELDS},
        how=cause.how,
        why=cause.why,
        made_by=writer,
        approved_by="" if writer == actor.name else actor.name,
        made_at=clock.now(),
    )
