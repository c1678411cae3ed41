"""What is said below an item."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.knowledge.models import Comment, Item
from alur.knowledge.queries.items import item_of
from alur.people.models import Employee

MOST_SHOWN = 200
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said. marked_by: name of the curator who stands for it as an answer, "" for nobody."""

    comment: Comment
    is_own: bool
    marked_by: str


def discussion(item: Item, reader: Employee | None, *, sees_hidden: bool) -> Sequence[Said]:
    """Return what is said below an item, answers first, else as it was said; two queries at most.

    sees_hidden: also what was hidden, as curators do; whoever said it sees it anyway.
    """
    rows = Comment.objects.filter(item=item).select_related("employee__unit")
    if not sees_hidden:
        rows = rows.filter(Q(hidden_at=None) | Q(employee=reader)) if reader else rows.filter(hidden_at=None)
    found = list(rows.order_by("-said_at", "-pk")[:MOST_SHOWN])[::-1]
    known = names(marks) if (marks := {each.answer_by for each in found if each.answer_by}) else {}
    found.sort(key=lambda each: each.answer_at is None)
    reader_id = reader.pk if reader else None
    return [Said(each, each.employee_id == reader_id, known.get(each.answer_by, "")) for each in found]


def comment_of(actor: Actor, id: int, *, for_change: bool = False) -> Comment:
    """Return something said below an item that the actor may read. Raises Problem `knowledge.no_comment` (404)."""
    rows = Comment.objects.select_related("item__activity", "item__unit", "employee")
    if for_change:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=min(id, LARGEST_ID)).first()
    if found is None:
        raise Problem(
            "knowledge.no_comment",
            _("This is not there any more."),
            mend=_("Reload the page of the item."),
            status=404,
        )
    item_of(found.item.activity.code, actor)
    return found
