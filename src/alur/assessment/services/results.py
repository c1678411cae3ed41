"""Records of exam results that come from elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from alur.assessment.models import Exam
from alur.assessment.statements import exam_result_draft, says_the_same
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.base.lib.importing.verdicts import Change, Verdict, changes
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code, unknown
from alur.people.queries.known import not_reached, reached_ids
from alur.records.models import Statement, StatementKey
from alur.records.rules.draft import Draft
from alur.records.services import append_rows

ACTION = "records.import"
USUAL_MAX_SCORE = Decimal(100)


class ResultRow(NamedTuple):
    """What an employee reached in an exam. record_id: the record's own, for ever; max_score: None for the exam's."""

    record_id: UUID
    nip: str
    exam_code: str
    submitted_at: datetime
    score: Decimal
    max_score: Decimal | None = None


def record_results(*, actor: Actor, rows: Sequence[ResultRow], source: str = "") -> list[Verdict]:
    """Record exam results, and return what became of each row. source: for the audit trail.

    A refused row leaves the others be: `people.unknown_employee`, `people.not_reached`, `catalogue.unknown_exam`,
    `assessment.score_too_high`, `records.conflict` when the id is taken by other content. Raises Problem
    `access.not_allowed`.
    """
    page = Page(actor, rows)
    with transaction.atomic():
        refused = list(map(page.refusal, rows))
        drafts = [page.draft(row) for row, problem in zip(rows, refused, strict=True) if problem is None]
        verdicts = append_rows(drafts, refused=refused)
        verdicts = forgive_changed_exams(rows, verdicts, page)
        if counts := changes(verdicts):
            audit.write(actor, "assessment.import_results", "exam:*", source=source, **counts)
    return verdicts


class Page:
    """The employees and exams that rows name, read with three queries."""

    def __init__(self, actor: Actor, rows: Sequence[ResultRow]) -> None:
        self._actor = actor
        self._people = reached_ids(actor, ACTION, (row.nip for row in rows))
        self._exams = ids_by_code(Kind.EXAM, (row.exam_code for row in rows))
        ids = [(id,) for id in self._exams.values()]
        columns = ["activity_id", "pass_score", "max_score"]
        found = bulk.matching(Exam, ["activity_id"], ids, columns) if ids else []
        self._scores = {id: (decimal(pass_score), decimal(max_score)) for id, pass_score, max_score in found}

    def refusal(self, row: ResultRow) -> Problem | None:
        """Return why the row makes no record, None when it does."""
        if row.nip not in self._people:
            return not_reached(self._actor, ACTION, row.nip)
        if row.exam_code not in self._exams:
            return unknown(Kind.EXAM, row.exam_code)
        return score_too_high(row.score, self._max_score(row)) if row.score > self._max_score(row) else None

    def draft(self, row: ResultRow) -> Draft:
        """Return the row's record, judged by the exam as it is now."""
        return exam_result_draft(
            record_id=row.record_id,
            nip=row.nip,
            exam_code=row.exam_code,
            at=row.submitted_at,
            score=row.score,
            max_score=self._max_score(row),
            pass_score=self._scores[self._exams[row.exam_code]][0],
        )

    def _max_score(self, row: ResultRow) -> Decimal:
        exams = self._scores[self._exams[row.exam_code]][1]
        return row.max_score if row.max_score is not None else exams if exams is not None else USUAL_MAX_SCORE


def forgive_changed_exams(rows: Sequence[ResultRow], verdicts: Sequence[Verdict], page: Page) -> list[Verdict]:
    """Let a row be unchanged whose stored record differs only because the exam's own scores have changed since."""
    conflicts = {row.record_id for row, each in zip(rows, verdicts, strict=True) if is_conflict(each)}
    stored = statements(conflicts) if conflicts else {}
    return [
        Change.UNCHANGED
        if row.record_id in stored
        and is_conflict(each)
        and says_the_same(
            orjson.loads(page.draft(row).body), stored[row.record_id], max_score_too=row.max_score is not None
        )
        else each
        for row, each in zip(rows, verdicts, strict=True)
    ]


def is_conflict(verdict: Verdict) -> bool:
    return isinstance(verdict, Problem) and verdict.code == "records.conflict"


def statements(ids: set[UUID]) -> dict[UUID, dict[str, Any]]:
    keys = bulk.matching(StatementKey, ["id"], [(id,) for id in ids], ["rid"])
    return {id: orjson.loads(body) for id, body in bulk.matching(Statement, ["rid"], keys, ["id", "body"])}


def decimal(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else from_hundredths(hundredths)


def score_too_high(score: Decimal, max_score: Decimal) -> Problem:
    return Problem(
        "assessment.score_too_high",
        _("The score %(score)s is above the highest possible, %(max)s.") % {"score": score, "max": max_score},
        field="score",
        mend=_("Correct the score, or give the exam's highest score as max_score."),
    )
