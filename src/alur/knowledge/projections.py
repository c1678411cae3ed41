"""Items read: of a person, item and year the first reading counts."""

from collections.abc import Iterable, Sequence
from typing import Any

from alur.base.lib.clock import local_date
from alur.base.lib.tuples import those
from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.catalogue.rules.counting import Counted
from alur.catalogue.statements import iri
from alur.knowledge.models import Reading
from alur.knowledge.statements import EXPERIENCED
from alur.people.queries.asof import PeopleAsOf
from alur.records.projections.first import FirstCounts, Turn
from alur.records.projections.registry import Batch, of_verbs
from alur.records.rules.draft import Record

COLUMNS = ("id", "rid", "employee_id", "activity_id", "unit_id", "year", "at")
RID = COLUMNS.index("rid")
OURS = iri(Kind.KNOWLEDGE, "")


class Readings:
    """Folds what was read."""

    name = "knowledge.readings"
    version = 1
    tables = (Reading,)

    def __init__(self) -> None:
        self.table = FirstCounts(Reading, columns=COLUMNS, key=("employee_id", "activity_id", "year"), by_time=True)

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        for records, voiding in batch.parts():
            if ours := of_verbs(records, frozenset({EXPERIENCED})):
                found = rows(ours)
                added = self.table.add(found)
                begun = [Turn(1, row[RID], row) for row in those(found, added.begun)]
                batch.emit(counted([*added.ceased, *begun]))
            if voiding is not None and voiding.voids is not None:
                batch.emit(counted(self.table.void(voiding.voids, rid=voiding.rid)))


def rows(records: Sequence[Record]) -> list[tuple[Any, ...]]:
    # Screens of modules bear the same verb and are most of them: told by their names, before anything is read.
    about = [record for record in records if (record.activity or "").startswith(OURS)]
    if not about:
        return []
    people = PeopleAsOf(record.actor for record in about)
    activities = ActivitiesAsOf(record.activity for record in about)
    found = []
    for record in about:
        employee_id = people.employee_id(record.actor, rid=record.rid)
        activity_id = activities.activity_id(record.activity, Kind.KNOWLEDGE, rid=record.rid)
        if employee_id is not None and activity_id is not None:
            on = local_date(record.at)
            unit_id = people.unit_id(employee_id, on, rid=record.rid)
            found.append((record.id, record.rid, employee_id, activity_id, unit_id, on.year, record.at))
    return found


def counted(turns: Iterable[Turn]) -> list[Counted]:
    return [
        Counted(
            "knowledge", turn.sign, turn.rid, record_id, employee_id, activity_id, unit_id, year, at, local_date(at)
        )
        for turn in turns
        for record_id, _, employee_id, activity_id, unit_id, year, at in [turn.row]
    ]
