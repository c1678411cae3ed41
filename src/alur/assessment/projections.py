"""Exam results: of a person, exam and year the first one counts as participation."""

from collections.abc import Iterable, Sequence
from typing import Any

from alur.assessment.models import Result
from alur.assessment.statements import RESULT_VERBS, scores, success
from alur.base.lib.clock import local_date
from alur.base.lib.tuples import those
from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.catalogue.rules.counting import Counted
from alur.people.queries.asof import PeopleAsOf
from alur.records.projections.first import FirstCounts, Turn
from alur.records.projections.registry import Batch, of_verbs
from alur.records.rules.draft import Record

SHARED = ("id", "rid", "employee_id", "activity_id", "unit_id", "year", "at")
COLUMNS = (*SHARED, "score", "max_score", "passed")
RID = SHARED.index("rid")


class Results:
    """Folds results of exams."""

    name = "assessment.results"
    version = 1
    tables = (Result,)

    def __init__(self) -> None:
        self.table = FirstCounts(Result, columns=COLUMNS, key=("employee_id", "activity_id", "year"), by_time=True)

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        for records, voiding in batch.parts():
            if ours := of_verbs(records, RESULT_VERBS):
                found = rows(ours)
                added = self.table.add(found)
                begun = [Turn(1, row[RID], row) for row in those(found, added.begun)]
                batch.emit(counted([*added.ceased, *begun]))
            if voiding is not None and voiding.voids is not None:
                batch.emit(counted(self.table.void(voiding.voids, rid=voiding.rid)))


def rows(records: Sequence[Record]) -> list[tuple[Any, ...]]:
    people = PeopleAsOf(record.actor for record in records)
    activities = ActivitiesAsOf(record.activity for record in records)
    found = []
    for record in records:
        employee_id = people.employee_id(record.actor, rid=record.rid)
        activity_id = activities.activity_id(record.activity, Kind.EXAM, rid=record.rid)
        marks = scores(record.statement)
        if employee_id is not None and activity_id is not None and marks is not None:
            on = local_date(record.at)
            unit_id = people.unit_id(employee_id, on, rid=record.rid)
            shared = (record.id, record.rid, employee_id, activity_id, unit_id, on.year, record.at)
            found.append((*shared, *marks, success(record.statement)))
    return found


def counted(turns: Iterable[Turn]) -> list[Counted]:
    return [
        Counted("exam", turn.sign, turn.rid, record_id, employee_id, activity_id, unit_id, year, at, local_date(at))
        for turn in turns
        for record_id, _, employee_id, activity_id, unit_id, year, at in [turn.row[: len(SHARED)]]
    ]
