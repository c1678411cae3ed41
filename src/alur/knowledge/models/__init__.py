"""SIMPHONI: items, what readers say and ask, how items are written, and what they were before."""

from alur.knowledge.models.items import Audience, Item, Opinion, Question
from alur.knowledge.models.writing import (
    OPEN_STATES,
    Draft,
    DraftCopy,
    DraftState,
    How,
    ItemVersion,
    MergedItem,
)

__all__ = [
    "OPEN_STATES",
    "Audience",
    "Draft",
    "DraftCopy",
    "DraftState",
    "How",
    "Item",
    "ItemVersion",
    "MergedItem",
    "Opinion",
    "Question",
]
