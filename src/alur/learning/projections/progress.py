"""Where people are in modules: the screens they have read and what they have answered."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from alur.base.lib import bulk, reference
from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.learning.models import Answered, ModuleContent, ScreenRead
from alur.learning.statements import ANSWERED, EXPERIENCED, answer, choice_of, question_of, screen_of
from alur.people.queries.asof import EmployeesAsOf
from alur.records.projections.registry import Batch, of_verbs
from alur.records.rules.draft import Record

SHARED = ("id", "rid", "employee_id", "activity_id", "content")
SCREEN_COLUMNS = (*SHARED, "screen", "choice", "at")
ANSWER_COLUMNS = (*SHARED, "question", "at", "is_right", "response")
VERBS = frozenset({EXPERIENCED, ANSWERED})
LONGEST_RESPONSE = 1_000
Row = tuple[Any, ...]


class Progress:
    """Folds screens read and questions answered. What names no screen or question that was there is left out."""

    name = "learning.progress"
    version = 2  # choices
    tables = (ScreenRead, Answered)

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        for records, voiding in batch.parts():
            ours = of_verbs(records, VERBS)
            if ours:
                add(ours)
            if voiding is not None and voiding.voids is not None:
                remove(voiding.voids)


def add(records: Sequence[Record]) -> None:
    people = EmployeesAsOf(record.actor for record in records)
    activities = ActivitiesAsOf(record.activity for record in records)
    contents = ContentsAsOf(activities.ids())
    screens: list[Row] = []
    answers: list[Row] = []
    for record in records:
        employee_id = people.employee_id(record.actor, rid=record.rid)
        activity_id = activities.activity_id(record.activity, Kind.MODULE, rid=record.rid)
        if employee_id is None or activity_id is None:
            continue
        shared = (record.id, record.rid, employee_id, activity_id)
        if record.verb == EXPERIENCED:
            screens += screen_rows(record, shared, contents)
        else:
            answers += answer_rows(record, shared, contents)
    bulk.insert(ScreenRead, SCREEN_COLUMNS, screens)
    bulk.insert(Answered, ANSWER_COLUMNS, answers)


def screen_rows(record: Record, shared: Row, contents: "ContentsAsOf") -> list[Row]:
    place = screen_of(record.statement)
    if place is None:
        return []
    count = contents.size(shared[3], place.content, rid=record.rid)[0]
    choice = choice_of(record.statement)
    known = choice if choice is not None and 1 <= choice <= count else None
    return [(*shared, place.content, place.number, known, record.at)] if 1 <= place.number <= count else []


def answer_rows(record: Record, shared: Row, contents: "ContentsAsOf") -> list[Row]:
    place, given = question_of(record.statement), answer(record.statement)
    if place is None or given is None:
        return []
    if not 1 <= place.number <= contents.size(shared[3], place.content, rid=record.rid)[1]:
        return []
    response = given.response.replace("\0", "")[:LONGEST_RESPONSE]
    return [(*shared, place.content, place.number, record.at, given.is_right, response)]


def remove(id: UUID) -> None:
    # Plain SQL, since a rebuild folds in a transaction that the ORM knows nothing of.
    given = id if connection.features.has_native_uuid_field else id.hex
    with connection.cursor() as cursor:
        for model in (ScreenRead, Answered):
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [given])


class ContentsAsOf:
    """How large the contents of modules are, for a batch of records, read with one query."""

    def __init__(self, activity_ids: Iterable[int]) -> None:
        columns = ["activity_id", "number", "known_at", "screen_count", "question_count"]
        rows = reference.matching(ModuleContent, ["activity_id"], {(id,) for id in activity_ids}, columns)
        self._sizes = {(activity_id, number): tuple(size) for activity_id, number, *size in rows}

    def size(self, activity_id: int, number: int, *, rid: int) -> tuple[int, int]:
        """Return (screens, questions) of a version, none of both when it was not known at rid."""
        known_at, screens, questions = self._sizes.get((activity_id, number), (rid + 1, 0, 0))
        return (screens, questions) if known_at <= rid else (0, 0)
