"""SIMPHONI: items, their files, relations and texts that were, how they are written, and what readers say and ask."""

from alur.knowledge.models.discussion import Comment
from alur.knowledge.models.files import FilePage, FileState, ItemFile, ScanState
from alur.knowledge.models.items import Audience, Item, Opinion, Question
from alur.knowledge.models.missing import Miss
from alur.knowledge.models.reading import Reading
from alur.knowledge.models.relations import Relation, RelationKind
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
    "Comment",
    "Draft",
    "DraftCopy",
    "DraftState",
    "FilePage",
    "FileState",
    "How",
    "Item",
    "ItemFile",
    "ItemVersion",
    "MergedItem",
    "Miss",
    "Opinion",
    "Question",
    "Reading",
    "Relation",
    "RelationKind",
    "ScanState",
]
