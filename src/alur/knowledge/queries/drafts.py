"""Drafts of items: hers, and those that wait for a curator."""

from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.knowledge.models import OPEN_STATES, Draft, DraftState, Item
from alur.knowledge.permissions import drafts_within_reach, within_reach

SHOWN = 50


def own_drafts(actor: Actor) -> list[Draft]:
    """Return the actor's own drafts, told without their texts, the latest first."""
    rows = (
        Draft.objects.filter(drafts_within_reach(actor), made_by=actor.name)
        .select_related("item__activity")
        .defer("item__body")
    )
    return list(told(rows).order_by("-changed_at", "pk")[:SHOWN])


def told(rows: "QuerySet[Draft]") -> "QuerySet[Draft]":
    """Return drafts with title and kind instead of all that was typed."""
    return rows.annotate(title=KeyTextTransform("title", "body"), kind=KeyTextTransform("kind", "body")).defer("body")


def awaiting(actor: Actor) -> "QuerySet[Draft]":
    """Return the drafts that the actor may publish or give back, told without their texts, who waits longest first.

    Raises Problem `access.not_allowed`.
    """
    rows = Draft.objects.filter(within_reach(actor), state=DraftState.REVIEW)
    rows = told(rows.select_related("unit", "item__activity").defer("item__body"))
    return rows.order_by("asked_at", "pk")


def draft_of(actor: Actor, id: UUID) -> Draft:
    """Return a draft. Raises Problem `knowledge.no_draft` (404), also when it is not hers to see."""
    rows = Draft.objects.filter(drafts_within_reach(actor), pk=id)
    found = rows.select_related("unit", "item__activity", "item__unit").first()
    if found is None:
        raise Problem(
            "knowledge.no_draft",
            _("There is no draft at this address."),
            mend=_("Look for it among what you write."),
            status=404,
        )
    return found


def open_draft(actor: Actor, item: Item) -> Draft | None:
    """Return the draft in which the actor changes an item already."""
    return Draft.objects.filter(item=item, made_by=actor.name, state__in=OPEN_STATES).first()
