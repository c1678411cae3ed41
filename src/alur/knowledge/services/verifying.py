"""Curators stand for items: verify them, take them over, and say until when they hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import bulk, clock
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.catalogue.models import Kind
from alur.knowledge.models import How, Item, Opinion
from alur.knowledge.permissions import may_read, reach_at_work, reach_of, readable_items, reader, require_curate
from alur.knowledge.queries.curating import is_handed
from alur.knowledge.queries.items import no_item
from alur.knowledge.rules.caring import next_review
from alur.knowledge.rules.naming import name
from alur.knowledge.services.audience import put_audiences
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.texts import UNPROCESSABLE, fitting
from alur.knowledge.services.versions import Cause, keep_versions
from alur.people.models import Employee
from alur.records.services import stamp

CHECKED = "knowledge.checked"
LONGEST_SOURCE = 500
ITEMS_AT_ONCE = 200


def verify_items(*, actor: Actor, codes: Collection[str], owns: bool = False) -> None:
    """Let the actor stand for items as they are today; those who said that they no longer hold are told.

    owns: she looks after them from now on. One whose owner left or moved is the unit's curators' otherwise. Raises
    Problem `access.not_allowed`, `knowledge.no_item` (404), `knowledge.expired` (409), `knowledge.no_reader`.
    """
    for some in bulk.chunks(dict.fromkeys(codes), ITEMS_AT_ONCE):
        with transaction.atomic():
            stamp()  # so that remembered lists are read anew
            items = held(some, actor)
            for item in items:
                require_curate(actor, item.unit)
                require_in_force(item)
            owner = owning(actor) if owns else None
            tell_doubters(items)
            for item in items:
                verify(actor, item, owner)
            Opinion.objects.filter(item__in=items).delete()
            push_items(item.pk for item in items)


def held(codes: Collection[str], actor: Actor) -> list[Item]:
    """Return items for a change, those behind the codes.

    Raises Problem `knowledge.no_item` when one is missing, or none that the actor may read.
    """
    rows = Item.objects.filter(readable_items(reach_of(actor)))
    rows = rows.select_for_update(of=("self",)).select_related("activity", "unit", "owner")
    found = list(rows.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=codes).order_by("pk"))
    if len(found) < len(codes):
        raise no_item()
    return found


def require_in_force(item: Item) -> None:
    if item.valid_until and item.valid_until < clock.today():
        raise Problem(
            "knowledge.expired",
            _("Its last day has passed, so nobody can stand for it."),
            mend=_("Give it another last day first, or none."),
            status=409,
        )


def owning(actor: Actor) -> Employee:
    """Return who takes items over. Raises Problem `knowledge.no_owner`."""
    found = reader(actor)
    if found is None:
        raise no_owner()
    return found


def no_owner() -> Problem:
    return Problem(
        "knowledge.no_owner",
        _("Only an employee at work can own an item."),
        field="pemilik",
        mend=_("Name somebody by her NIP, or leave it to the unit's curators."),
        status=UNPROCESSABLE,
    )


def verify(actor: Actor, item: Item, owner: Employee | None) -> None:
    if owner or is_handed(item):
        give(item, owner)
    item.verified_at, item.verified_by = clock.now(), actor.name
    item.review_on = next_review(item.kind, clock.today())
    item.save(update_fields=["owner", "owner_unit", "verified_at", "verified_by", "review_on"])
    audit.write(actor, "knowledge.verify", f"knowledge:{item.activity.code}", review_on=item.review_on.isoformat())


def give(item: Item, owner: Employee | None) -> None:
    item.owner = owner
    item.owner_unit_id = owner.unit_id if owner else None


def tell_doubters(items: Collection[Item]) -> None:
    """Tell those who said that items no longer hold, and may still read them, that somebody has looked."""
    doubts = Opinion.objects.filter(item__in=items, holds=False).select_related("item__activity", "employee__unit")
    for each in doubts.prefetch_related("item__audience"):
        if not may_read(reach_at_work(each.employee), each.item, each.item.audience.all()):
            continue
        activity = each.item.activity
        notify.tell(
            each.employee.nip,
            f"checked:{activity.pk}",
            kind=CHECKED,
            values={"title": activity.title},
            url=reverse("pengetahuan_satu", kwargs={"code": activity.code}),
        )


@dataclass(frozen=True, slots=True)
class Care:
    """How an item is looked after. owner_nip: "" for the unit's curators; review_on: None for never.

    audience: keys of the units that it is for, each with whether all below are meant, empty for all; None leaves it.
    """

    owner_nip: str
    review_on: date | None
    valid_until: date | None
    source: str
    audience: Mapping[int, bool] | None = None


def care_for(*, actor: Actor, code: str, care: Care) -> None:
    """Say who owns an item, what it rests on and until when it holds.

    Raises Problem `access.not_allowed`, `knowledge.no_item`, `knowledge.no_owner`, `knowledge.too_long`.
    """
    source = fitting(care.source, LONGEST_SOURCE, "sumber")
    with transaction.atomic():
        stamp()
        [item] = held([code], actor)
        require_curate(actor, item.unit)
        owner = Employee.objects.filter(nip=care.owner_nip, is_active=True).first() if care.owner_nip else None
        if care.owner_nip and owner is None:
            raise no_owner()
        give(item, owner)
        item.review_on, item.valid_until, item.source = care.review_on, care.valid_until, source
        item.save(update_fields=["owner", "owner_unit", "review_on", "valid_until", "source"])
        keep_versions(actor=actor, item_ids=[item.pk], cause=Cause(How.CARE))
        if care.audience is not None:
            put_audiences({item.pk: care.audience})
        push_items([item.pk])
        said: dict[str, Any] = {name: str(getattr(item, name) or "") for name in ("review_on", "valid_until")}
        if care.audience is not None:
            said["audience"] = [name(str(unit), with_below=all) for unit, all in sorted(care.audience.items())]
        audit.write(actor, "knowledge.care_for", f"knowledge:{code}", owner=care.owner_nip, **said)
