"""Knowledge items as the agency holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.catalogue.services import Content, put_activities, put_details
from alur.knowledge.models import How, Item, Opinion
from alur.knowledge.rules.caring import next_review
from alur.knowledge.rules.naming import named
from alur.knowledge.services.audience import put_audiences
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.merging import of_merged
from alur.knowledge.services.versions import Cause, keep_versions
from alur.people.models import Employee
from alur.people.queries.known import employee_ids, unit_ids, unknown_employee, unknown_unit
from alur.records.services import stamp

MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as it should be; KEEP leaves what is stored. unit_code, author_nip, owner_nip: "" for none.

    audience: units by code, as `rules.naming` reads them, none for all.

    KEEP of a new one means: created_on today, review_on when its kind asks for it, owner_nip its author. One that says
    something else than what was verified is verified no more.
    """

    id: str
    title: str
    body: str
    kind: str | Keep = KEEP
    unit_code: str | Keep = KEEP
    author_nip: str | Keep = KEEP
    topics: list[str] | Keep = KEEP
    language: str | Keep = KEEP
    created_on: date | Keep = KEEP
    source: str | Keep = KEEP
    valid_until: date | Keep | None = KEEP
    audience: Sequence[str] | Keep = KEEP
    owner_nip: str | Keep = KEEP
    review_on: date | Keep | None = KEEP


def put_items(*, actor: Actor, rows: Sequence[ItemRow], source: str = "") -> list[Verdict]:
    """Make or change items, and return what became of each. rows: of distinct ids; source: for the audit trail.

    A refused row leaves the others be: `people.unknown_unit`, `people.unknown_employee`, `knowledge.merged`. Raises
    Problem `access.not_allowed`.
    """
    permissions.require(actor, "knowledge.curate")
    return keep_items(actor=actor, rows=rows, source=source)


def keep_items(*, actor: Actor, rows: Sequence[ItemRow], source: str = "") -> list[Verdict]:
    """Do as `put_items` for whoever has found otherwise that the actor may."""
    references = References(rows)
    merged = of_merged({row.id: (row.title, row.body) for row in rows})
    good = [row for row in rows if row.id not in merged and references.refusal(row) is None]
    stored = ids_by_code(Kind.KNOWLEDGE, (row.id for row in rows))
    with transaction.atomic():
        unverified = said_otherwise(good)
        put = put_activities(Kind.KNOWLEDGE, [content(row) for row in good], known_at=stamp())
        done = put_details(Item, put, {row.id: values(row, references, is_new=row.id not in stored) for row in good})
        forget_verification(unverified)
        pks = {row.id: put[row.id].activity.pk for row in good if row.audience is not KEEP}
        others = put_audiences({pks[row.id]: references.audience(row) for row in good if row.id in pks})
        done = {**done, **{id: Change.UPDATED for id, pk in pks.items() if pk in others and id in stored}}
        changed = [each.activity.pk for code, each in put.items() if done[code] is not Change.UNCHANGED]
        keep_versions(actor=actor, item_ids=changed, cause=Cause(How.IMPORT))
        push_items(changed)
        verdicts: list[Verdict] = [merged.get(row.id) or references.refusal(row) or done[row.id] for row in rows]
        if counts := changes(verdicts):
            audit.write(actor, "knowledge.import_items", "knowledge:*", source=source, **counts)
    return verdicts


class References:
    """The units, authors and owners that rows name, read with a query each."""

    def __init__(self, rows: Sequence[ItemRow]) -> None:
        units = {row.unit_code for row in rows if isinstance(row.unit_code, str)}
        self._units = unit_ids(units.union(*(audience_of(row) for row in rows)))
        named = (nip for row in rows for nip in (row.author_nip, row.owner_nip) if isinstance(nip, str))
        self._people = employee_ids(named)
        owned = [row.id for row in rows if row.owner_nip is not KEEP]
        items = Item.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=owned)
        self._owners = dict(items.values_list("activity__code", "owner_id")) if owned else {}
        self._units_of = dict(Employee.objects.filter(pk__in=self._people.values()).values_list("pk", "unit_id"))

    def refusal(self, row: ItemRow) -> Problem | None:
        """Return the Problem when the row names someone or something unknown."""
        if row.unit_code and row.unit_code is not KEEP and row.unit_code not in self._units:
            return unknown_unit(row.unit_code)
        if row.author_nip and row.author_nip is not KEEP and row.author_nip not in self._people:
            return unknown_employee(row.author_nip, field="author_nip")
        if row.owner_nip and row.owner_nip is not KEEP and row.owner_nip not in self._people:
            return unknown_employee(row.owner_nip, field="owner_nip")
        if lost := audience_of(row).keys() - self._units.keys():
            return unknown_unit(min(lost), field="audience")
        return None

    def audience(self, row: ItemRow) -> Mapping[int, bool]:
        """Return the units that the row is for, each with whether all below are meant."""
        return {self._units[code]: with_below for code, with_below in audience_of(row).items()}

    def ids(self, row: ItemRow) -> Mapping[str, int | Keep | None]:
        """Return the values of the row's references."""
        return {
            "unit_id": KEEP if row.unit_code is KEEP else self._units.get(row.unit_code),
            "author_id": KEEP if row.author_nip is KEEP else self._people.get(row.author_nip),
        }

    def owner(self, row: ItemRow, *, is_new: bool) -> Mapping[str, int | None]:
        """Return who owns an item and where she is; nothing when that stays as it is."""
        if row.owner_nip is KEEP and not is_new:
            return {}
        nip = row.author_nip if row.owner_nip is KEEP else row.owner_nip
        owner = None if nip is KEEP else self._people.get(nip)
        # Whose it is already was perhaps elsewhere when it became hers.
        is_hers = not is_new and self._owners.get(row.id, 0) == owner
        return {} if is_hers else {"owner_id": owner, "owner_unit_id": self._units_of.get(owner) if owner else None}


def audience_of(row: ItemRow) -> dict[str, bool]:
    return {} if row.audience is KEEP else named(row.audience)


def content(row: ItemRow) -> Content:
    return Content(row.id, row.title, topics=row.topics, published_on=row.created_on)


def values(row: ItemRow, references: References, *, is_new: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": row.kind, "body": row.body, "language": row.language, "created_on": row.created_on}
    if is_new:
        defaults: dict[str, Any] = {"kind": MATERIAL, "created_on": clock.today()}
        found |= {name: value for name, value in defaults.items() if found[name] is KEEP}
        found |= {"review_on": next_review(found["kind"], found["created_on"])}
    if row.review_on is not KEEP:
        found |= {"review_on": row.review_on}
    found |= {"source": row.source, "valid_until": row.valid_until}
    return {**found, **references.ids(row), **references.owner(row, is_new=is_new)}


def said_otherwise(rows: Sequence[ItemRow]) -> list[int]:
    """Return those of the stored items that will say something else than now."""
    texts = {row.id: (row.title, row.body) for row in rows}
    known = Item.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=texts)
    found = known.values_list("pk", "activity__code", "activity__title", "body")
    return [pk for pk, code, title, body in found if texts[code] != (title, body)]


def forget_verification(ids: Sequence[int]) -> None:
    """Let items that say something else be verified by nobody, and readers say anew whether they hold."""
    Item.objects.filter(pk__in=ids, verified_at__isnull=False).update(verified_at=None, verified_by="")
    Opinion.objects.filter(item_id__in=ids).delete()
