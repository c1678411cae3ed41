"""Curators say that an item amends, replaces or implements another; both say so."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.models import Item, Relation, RelationKind
from alur.knowledge.permissions import require_curate
from alur.knowledge.queries.items import item_of
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.texts import UNPROCESSABLE
from alur.records.services import stamp

ADDRESS = re.compile(r".*/pengetahuan/([^/?#\s]+).*")


def relate(*, actor: Actor, code: str, kind: str, other: str) -> None:
    """Say what an item does to another; said again, nothing changes. other: its code or the address of its page.

    Whoever replaces an item looks after it too, as it is found later from then on. Raises Problem
    `access.not_allowed`, `knowledge.no_item` (404), `knowledge.no_other`, `knowledge.no_relation`,
    `knowledge.other_way_round`.
    """
    with transaction.atomic():
        stamp()  # so that what is remembered is read anew
        item, target = item_of(code, actor), other_of(other, actor)
        require_curate(actor, item.unit)
        if kind == RelationKind.REPLACES:
            require_curate(actor, target.unit)
        if kind not in RelationKind.values or item.pk == target.pk:
            raise no_relation()
        if Relation.objects.filter(item=target, other=item, kind=kind).exists():
            raise other_way_round()
        made = {"made_by": actor.name, "made_at": clock.now()}
        is_new = Relation.objects.get_or_create(item=item, other=target, kind=kind, defaults=made)[1]
        if is_new:
            push_items([target.pk])
            audit.write(actor, "knowledge.relate", f"knowledge:{code}", kind=kind, other=target.activity.code)


def unrelate(*, actor: Actor, code: str, id: int) -> None:
    """Take back what an item does to another. Raises Problem `access.not_allowed`, `knowledge.no_relation` (422)."""
    with transaction.atomic():
        stamp()
        item = item_of(code, actor)
        require_curate(actor, item.unit)
        found = Relation.objects.select_for_update().filter(item=item, pk=id).first()
        if found is None:
            raise no_relation()
        kind, other_id = found.kind, found.other_id
        found.delete()
        push_items([other_id])
        audit.write(actor, "knowledge.unrelate", f"knowledge:{code}", kind=kind, other=other_id)


def other_of(text: str, actor: Actor) -> Item:
    """Return the item that a code or an address names. Raises Problem `knowledge.no_other` (422)."""
    found = ADDRESS.fullmatch(text.strip())
    try:
        return item_of(found[1] if found else text.strip(), actor)
    except Problem as problem:
        raise Problem(
            "knowledge.no_other",
            _("There is no item of this code or address."),
            field="lain",
            mend=_("Open the other item and copy the address of its page."),
            status=UNPROCESSABLE,
        ) from problem


def no_relation() -> Problem:
    return Problem(
        "knowledge.no_relation",
        _("Two items have nothing to do with each other like this."),
        field="lain",
        mend=_("Choose what it does, and another item."),
        status=UNPROCESSABLE,
    )


def other_way_round() -> Problem:
    return Problem(
        "knowledge.other_way_round",
        _("The other item says the same of this one."),
        field="lain",
        mend=_("Take that back first, on the page of the other item."),
        status=UNPROCESSABLE,
    )
