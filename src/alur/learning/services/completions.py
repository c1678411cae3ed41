"""Records of finished modules that come from elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.learning.statements import completed_draft
from alur.people.queries.known import employee_ids, unknown_employee
from alur.records.rules.draft import Draft
from alur.records.services import append_rows


class CompletionRow(NamedTuple):
    """That an employee finished a module, and the record that says so, which needs nothing but the row."""

    nip: str
    module_code: str
    draft: Draft


def completion_row(
    *,
    record_id: UUID,
    nip: str,
    module_code: str,
    completed_at: datetime,
    score: Decimal | None = None,
    duration_seconds: int | None = None,
) -> CompletionRow:
    """Return the row that says that an employee finished a module. record_id: the record's own, for ever."""
    draft = completed_draft(
        record_id=record_id,
        nip=nip,
        module_code=module_code,
        at=completed_at,
        score=score,
        duration_seconds=duration_seconds,
    )
    return CompletionRow(nip, module_code, draft)


def record_completions(*, actor: Actor, rows: Sequence[CompletionRow], source: str = "") -> list[Verdict]:
    """Record finished modules, and return what became of each row. source: for the audit trail.

    A refused row leaves the others be: `people.unknown_employee`, `catalogue.unknown_module`, `records.conflict` when
    the id is taken by other content. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "records.import")
    people = employee_ids(row.nip for row in rows)
    modules = ids_by_code(Kind.MODULE, (row.module_code for row in rows))

    def refusal(row: CompletionRow) -> Problem | None:
        if row.nip not in people:
            return unknown_employee(row.nip)
        return None if row.module_code in modules else unknown(Kind.MODULE, row.module_code)

    with transaction.atomic():
        verdicts = append_rows(rows, refusal=refusal, draft=attrgetter("draft"))
        if counts := changes(verdicts):
            audit.write(actor, "learning.import_completions", "module:*", source=source, **counts)
    return verdicts
