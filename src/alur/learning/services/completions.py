"""Records of finished modules that come from elsewhere."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import Change, Verdict
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.learning.services.refusals import unknown_module
from alur.learning.statements import completed
from alur.people.queries.known import employee_ids, unknown_employee
from alur.people.statements import actor_key
from alur.records.rules.draft import Draft
from alur.records.rules.own import own_draft
from alur.records.services import append_each, verdict_of


class CompletionRow(NamedTuple):
    """That an employee finished a module. record_id: the record's own, for ever."""

    record_id: UUID
    nip: str
    module_code: str
    completed_at: datetime
    score: Decimal | None = None
    duration_seconds: int | None = None


def record_completions(*, actor: Actor, rows: Sequence[CompletionRow], source: str = "") -> list[Verdict]:
    """Record finished modules, and return what became of each row. source: for the audit trail.

    A refused row leaves the others be: `people.unknown_employee`, `learning.unknown_module`, `records.conflict` when the
    id is taken by other content. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "records.import")
    people = employee_ids(row.nip for row in rows)
    modules = ids_by_code(Kind.MODULE, {row.module_code for row in rows})
    verdicts: list[Verdict | None] = [
        unknown_employee(row.nip) if row.nip not in people else unknown_module(row.module_code) if row.module_code not in modules else None
        for row in rows
    ]
    drafts = [draft(row) for row, verdict in zip(rows, verdicts, strict=True) if verdict is None]
    with transaction.atomic():
        fates = iter(append_each(drafts))
        decided = [verdict or verdict_of(next(fates)) for verdict in verdicts]
        changes = Counter(str(verdict) for verdict in decided if verdict is Change.CREATED)
        if changes:
            audit.write(actor, "learning.import_completions", "module:*", source=source, **changes)
    return decided


def draft(row: CompletionRow) -> Draft:
    statement = completed(
        record_id=row.record_id,
        nip=row.nip,
        module_code=row.module_code,
        at=row.completed_at,
        score=row.score,
        duration_seconds=row.duration_seconds,
    )
    return own_draft(statement, id=row.record_id, actor=actor_key(row.nip))
