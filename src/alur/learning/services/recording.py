"""Records of learning that come from elsewhere: of finished modules, of presence in sessions."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.people.queries.known import employee_ids, unknown_employee
from alur.records.rules.draft import Draft
from alur.records.services import append_rows


class LearntRow(NamedTuple):
    """What an employee (nip) did with an activity (code), and the record that says so, which needs nothing else."""

    nip: str
    code: str
    draft: Draft


def record(*, actor: Actor, rows: Sequence[LearntRow], kind: Kind, action: str, source: str) -> list[Verdict]:
    """Record what rows say of activities of a kind; return what became of each. action, source: for the audit trail.

    A refused row leaves the others be: `people.unknown_employee`, `catalogue.unknown_…`, `records.conflict` when the id
    is taken by other content. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "records.import")
    people = employee_ids(row.nip for row in rows)
    activities = ids_by_code(kind, (row.code for row in rows))

    def refusal(row: LearntRow) -> Problem | None:
        if row.nip not in people:
            return unknown_employee(row.nip)
        return None if row.code in activities else unknown(kind, row.code)

    with transaction.atomic():
        verdicts = append_rows(rows, refusal=refusal, draft=attrgetter("draft"))
        if counts := changes(verdicts):
            audit.write(actor, action, f"{kind.value}:*", source=source, **counts)
    return verdicts
