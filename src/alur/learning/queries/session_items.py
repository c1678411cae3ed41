"""The knowledge item that holds what a session handed out."""

from enum import StrEnum

from alur.base.access.rules import Actor
from alur.catalogue.models import Activity, Kind
from alur.knowledge.models import How, Item, ItemVersion
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
    """Tell whether there is an item of a session. Two queries."""
    known = Activity.objects.filter(kind=Kind.KNOWLEDGE, code=item_code(code))
    if not known.exists():
        return Made.NOT
    # Also one that became part of another is in other hands.
    written = ItemVersion.objects.filter(item__activity__in=known).exclude(how=How.IMPORT)
    is_own = Item.objects.filter(activity__in=known).exists() and not written.exists()
    return Made.AS_IT_WAS if is_own else Made.WRITTEN


def item_to_read(code: str, actor: Actor) -> str:
    """Return the code of the item of a session when there is one that the actor may read, else "". Two queries."""
    rows = Item.objects.filter(readable_items(reach_of(actor)), activity__kind=Kind.KNOWLEDGE)
    return item_code(code) if rows.filter(activity__code=item_code(code)).exists() else ""
