"""The knowledge item that holds what a session handed out."""

from enum import StrEnum

from django.db.models import Exists, OuterRef

from alur.base.access.rules import Actor
from alur.catalogue.models import Activity, Kind
from alur.knowledge.models import Audience, How, Item, ItemVersion
from alur.knowledge.permissions import reach_of, readable_items

PREFIX = "SESI-"


class Made(StrEnum):
    """Whether there is an item of a session: not yet, as it was made, or in the hands of those who write."""

    NOT = "not"
    AS_IT_WAS = "as it was"
    WRITTEN = "written"


def item_code(code: str) -> str:
    """Return the code of the item of a session, by the session's own."""
    return f"{PREFIX}{code}"


def made_of(code: str) -> Made:
    """Tell whether there is an item of a session. Three queries at most."""
    known = Activity.objects.filter(kind=Kind.KNOWLEDGE, code=item_code(code))
    if not known.exists():
        return Made.NOT
    # Also one that became part of another is in other hands.
    written = ItemVersion.objects.filter(item__activity__in=known).exclude(how=How.IMPORT)
    is_own = Item.objects.filter(activity__in=known).exists() and not written.exists()
    return Made.AS_IT_WAS if is_own else Made.WRITTEN


def item_to_read(code: str, actor: Actor) -> str:
    """Return the code of the item of a session when there is one that the actor may read, else "".

    One query, three of an item that is not for all.
    """
    rows = Item.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code=item_code(code))
    narrow = rows.annotate(is_narrow=Exists(Audience.objects.filter(item=OuterRef("pk"))))
    is_narrow = narrow.values_list("is_narrow", flat=True).first()
    if is_narrow and not rows.filter(readable_items(reach_of(actor))).exists():
        return ""
    return "" if is_narrow is None else item_code(code)
