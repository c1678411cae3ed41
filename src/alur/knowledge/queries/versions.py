"""The texts of an item that were published."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from alur.base.lib.problems import Problem
from alur.knowledge.models import Item, ItemVersion
from alur.knowledge.queries.rendering import digest_of
from alur.knowledge.rules.versions import FIELDS, Text


def text_of(item: Item) -> Text:
    """Return what an item says now."""
    activity = item.activity
    return Text(activity.title, item.kind, list(activity.topics), item.body, item.language, item.source)


def text_of_version(version: ItemVersion) -> Text:
    """Return what an item said."""
    return Text(**{name: getattr(version, name) for name in FIELDS})


def last_versions(item_ids: Collection[int]) -> Mapping[int, tuple[int, str]]:
    """Return (number, digest) of the last version of items by their keys. One query."""
    rows = ItemVersion.objects.filter(item_id__in=item_ids, origin="").order_by("item_id", "number")
    return {item_id: (number, digest) for item_id, number, digest in rows.values_list("item_id", "number", "digest")}


def last_number(item: Item) -> int:
    """Return the number of the version that an item is at."""
    return last_versions([item.pk]).get(item.pk, (0, ""))[0]


def versions(item: Item) -> list[ItemVersion]:
    """Return the versions of an item without their texts: its own, the newest first, then of what became part of it."""
    rows = list(ItemVersion.objects.filter(item=item).defer("body").order_by("origin", "-number"))
    return sorted(rows, key=lambda each: each.origin != "")


def version_of(item: Item, id: int) -> ItemVersion:
    """Return a version of an item by its key. Raises Problem `knowledge.no_version` (404)."""
    found = ItemVersion.objects.filter(item=item, pk=id).first()
    if found is None:
        raise Problem(
            "knowledge.no_version",
            _("The item has no such version."),
            mend=_("Choose one from its history."),
            status=404,
        )
    return found


def number_of_text(item: Item, digest: str) -> int | None:
    """Return the number of the last version whose body has a digest (rendering.digest_of), None when none has."""
    if digest_of(item.body) == digest:
        return last_number(item) or None
    rows = ItemVersion.objects.filter(item=item, origin="").order_by("-number").values_list("number", "body")
    return next((number for number, body in rows.iterator() if digest_of(body) == digest), None)
