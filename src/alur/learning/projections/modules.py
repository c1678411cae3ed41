"""Modules completed: of a person, module and year the first completion counts."""

from collections.abc import Sequence
from typing import Any

from alur.base.lib.clock import local_date
from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.catalogue.rules.counting import Counted
from alur.learning.projections import completions
from alur.learning.statements import COMPLETED, duration_seconds, raw_score
from alur.people.queries.asof import PeopleAsOf
from alur.records.rules.draft import Record

MODULE = Kind.MODULE.value


class Modules:
    """Writes `completed` records of modules into completions."""

    def __init__(self) -> None:
        self.table = completions.table(Kind.MODULE, by_time=True)

    def add(self, records: Sequence[Record]) -> list[Counted]:
        """Take in records and return what began and ceased to count."""
        ours = [record for record in records if record.verb == COMPLETED]
        return completions.counted("module", self.table.add(rows(ours))) if ours else []

    def void(self, voiding: Record) -> list[Counted]:
        """Take back what the voided record gave."""
        return completions.counted("module", self.table.void(voiding.voids, rid=voiding.rid)) if voiding.voids else []


def rows(records: Sequence[Record]) -> list[tuple[Any, ...]]:
    people = PeopleAsOf(record.actor for record in records)
    activities = ActivitiesAsOf(record.activity for record in records)
    found = []
    for record in records:
        employee_id = people.employee_id(record.actor, rid=record.rid)
        activity_id = activities.activity_id(record.activity, Kind.MODULE, rid=record.rid)
        if employee_id is not None and activity_id is not None:
            found.append(row(record, employee_id, activity_id, people))
    return found


def row(record: Record, employee_id: int, activity_id: int, people: PeopleAsOf) -> tuple[Any, ...]:
    at, statement = record.at, record.statement
    on = local_date(at)
    unit_id = people.unit_id(employee_id, on, rid=record.rid)
    worth = (raw_score(statement), duration_seconds(statement))
    return (record.id, record.rid, employee_id, activity_id, unit_id, on.year, at, MODULE, *worth)
