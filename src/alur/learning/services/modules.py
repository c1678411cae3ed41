"""Modules as the agency offers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict, changes
from alur.catalogue.models import Kind
from alur.catalogue.services import Content, Worth, put_activities, put_details
from alur.learning.models import Module
from alur.learning.services.finding import push_modules
from alur.records.services import stamp


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module as it should be; KEEP leaves what is stored. minutes: None when nobody said how long it takes."""

    code: str
    title: str
    jp: Decimal
    published_on: date
    kind: str | Keep = KEEP
    minutes: int | Keep | None = KEEP
    summary: str | Keep = KEEP
    topics: list[str] | Keep = KEEP


def put_modules(*, actor: Actor, rows: Sequence[ModuleRow], source: str = "", path: str = "") -> list[Verdict]:
    """Make or change modules, and return what became of each. rows: of distinct codes; source: for the audit trail.

    Other JP or minutes hold from now on; what was completed before keeps its worth. path: of the unit whose modules
    they are, "" for the agency's. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "catalogue.manage", path=path)
    with transaction.atomic():
        put = put_activities(Kind.MODULE, [content(row) for row in rows], known_at=stamp())
        done = put_details(Module, put, {row.code: {"kind": row.kind} for row in rows})
        push_modules(row.code for row in rows if done[row.code] is not Change.UNCHANGED)
        verdicts: list[Verdict] = [done[row.code] for row in rows]
        if counts := changes(verdicts):
            audit.write(actor, "learning.import_modules", "module:*", source=source, **counts)
    return verdicts


def content(row: ModuleRow) -> Content:
    worth = Worth(row.jp, row.minutes)
    return Content(row.code, row.title, row.summary, row.topics, published_on=row.published_on, worth=worth)
