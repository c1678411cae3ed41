"""Reads what was said of somebody's learning."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.credit.queries.ledger import Line, line_by_id
from alur.growth.models import Feedback
from alur.growth.permissions import may_give
from alur.people.models import Employee


def feedback_on(evidence_ids: Collection[UUID]) -> dict[UUID, list[Feedback]]:
    """Return what was said of completions, by the record that proves each, the newest first. One query."""
    found: defaultdict[UUID, list[Feedback]] = defaultdict(list)
    for each in Feedback.objects.filter(evidence_id__in=evidence_ids, taken_back_at=None).order_by("-given_at", "-pk"):
        found[each.evidence_id].append(each)
    return found


def completion_of(actor: Actor, entry_id: UUID) -> tuple[Line, Employee]:
    """Return an entry that stands, and whose it is, for who may say a word on it.

    Raises Problem `growth.no_completion` (404), also when actor may not.
    """
    line = line_by_id(entry_id)
    employee = Employee.objects.select_related("unit", "supervisor").get(pk=line.employee_id) if line else None
    if line is None or employee is None or not line.stands or not may_give(actor, employee):
        raise Problem(
            "growth.no_completion",
            _("There is no completion at this address on which you may say a word."),
            mend=_("Open it from the page of your team."),
            status=404,
        )
    return line, employee


def own_word(actor: Actor, evidence_id: UUID) -> Feedback | None:
    """Return what the actor has said of a completion, None for nothing."""
    return Feedback.objects.filter(evidence_id=evidence_id, given_by=actor.name, taken_back_at=None).first()
