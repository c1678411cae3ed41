"""Modules as the agency offers them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict
from alur.catalogue.models import Kind
from alur.catalogue.services import Content, Put, Worth, put_activities
from alur.learning.models import Module
from alur.records.services import stamp


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module as it should be; KEEP leaves what is stored. minutes: None when nobody said how long it takes."""

    code: str
    title: str
    jp: Decimal
    published_on: date
    kind: str | Keep = KEEP
    minutes: int | None | Keep = KEEP
    summary: str | Keep = KEEP
    topics: list[str] | Keep = KEEP


def put_modules(*, actor: Actor, rows: Sequence[ModuleRow], source: str = "") -> list[Verdict]:
    """Make or change modules, and return what became of each. rows: of distinct codes; source: for the audit trail.

    Other JP or minutes hold from now on; what was completed before keeps its worth. Raises Problem
    `access.not_allowed`.
    """
    permissions.require(actor, "catalogue.manage")
    with transaction.atomic():
        put = put_activities(Kind.MODULE, [content(row) for row in rows], known_at=stamp())
        verdicts: list[Verdict] = put_details(rows, put)
        changes = Counter(str(verdict) for verdict in verdicts if verdict is not Change.UNCHANGED)
        if changes:
            audit.write(actor, "learning.import_modules", "module:*", source=source, **changes)
    return verdicts


def content(row: ModuleRow) -> Content:
    worth = Worth(row.jp, row.minutes)
    return Content(row.code, row.title, row.summary, row.topics, published_on=row.published_on, worth=worth)


def put_details(rows: Sequence[ModuleRow], put: dict[str, Put]) -> list[Verdict]:
    stored = Module.objects.in_bulk([each.activity.id for each in put.values()])
    new: list[Module] = []
    changed: list[Module] = []
    verdicts: list[Verdict] = []
    for row in rows:
        activity, change = put[row.code].activity, put[row.code].change
        module = stored.get(activity.id)
        if module is None:
            module = Module(activity=activity)
            new.append(module)
        if row.kind is not KEEP and row.kind != module.kind:
            module.kind = row.kind
            if change is not Change.CREATED:
                changed.append(module)
                change = Change.UPDATED
        verdicts.append(change)
    Module.objects.bulk_create(new)
    Module.objects.bulk_update(changed, ["kind"])
    return verdicts
