"""Exams on modules and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from alur.assessment.models import Exam
from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import KEEP, Keep, Verdict, changes
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import AboutCodes, Abouts
from alur.catalogue.services import Content, put_activities, put_details
from alur.records.services import stamp


@dataclass(frozen=True, slots=True)
class ExamRow:
    """An exam as it should be; KEEP leaves what is stored. module_code or session_code: what it is about, "" for none.

    pass_score: None when nobody passes or fails; max_score: None when each result tells its own.
    """

    code: str
    title: str
    module_code: str | Keep = KEEP
    session_code: str | Keep = KEEP
    pass_score: Decimal | Keep | None = KEEP
    max_score: Decimal | Keep | None = KEEP


def put_exams(*, actor: Actor, rows: Sequence[ExamRow], source: str = "") -> list[Verdict]:
    """Make or change exams, and return what became of each. rows: of distinct codes; source: for the audit trail.

    A refused row leaves the others be: `catalogue.unknown_module`, `catalogue.unknown_session`. Results recorded
    before a change stay as they were. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "catalogue.manage")
    abouts = Abouts(about(row) for row in rows)
    good = [row for row in rows if abouts.refusal(about(row)) is None]
    with transaction.atomic():
        put = put_activities(Kind.EXAM, [Content(row.code, row.title) for row in good], known_at=stamp())
        done = put_details(Exam, put, {row.code: values(row, abouts) for row in good})
        verdicts: list[Verdict] = [abouts.refusal(about(row)) or done[row.code] for row in rows]
        if counts := changes(verdicts):
            audit.write(actor, "assessment.import_exams", "exam:*", source=source, **counts)
    return verdicts


def about(row: ExamRow) -> AboutCodes:
    return AboutCodes(
        module="" if row.module_code is KEEP else row.module_code,
        session="" if row.session_code is KEEP else row.session_code,
    )


def values(row: ExamRow, abouts: Abouts) -> dict[str, Any]:
    is_kept = row.module_code is KEEP and row.session_code is KEEP
    about_id = KEEP if is_kept else abouts.activity_id(about(row))
    return {"about_id": about_id, "pass_score": row.pass_score, "max_score": row.max_score}
