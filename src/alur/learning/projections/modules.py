"""Modules completed: of a person, module and year the first completion counts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.catalogue.rules.counting import Counted
from alur.learning.projections import completions
from alur.learning.statements import COMPLETED, finished
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
        if not ours:
            return []
        ons: dict[int, date] = {}
        return completions.counted("module", self.table.add(rows(ours, ons)), ons)

    def void(self, voiding: Record) -> list[Counted]:
        """Take back what the voided record gave."""
        return completions.counted("module", self.table.void(voiding.voids, rid=voiding.rid)) if voiding.voids else []


def rows(records: Sequence[Record], ons: dict[int, date]) -> list[tuple[Any, ...]]:
    """Return the table's rows. ons: takes their Jakarta dates by rid."""
    people = PeopleAsOf(record.actor for record in records)
    activities = ActivitiesAsOf(record.activity for record in records)
    placed, activity_of = people.placed, activities.activity_id
    found = []
    for record in records:
        rid = record.rid
        at, on, score, seconds = finished(record)
        place = placed(record.actor, on, rid=rid)
        activity_id = activity_of(record.activity, MODULE, rid=rid)
        if place is not None and activity_id is not None:
            ons[rid] = on
            found.append((record.id, rid, place[0], activity_id, place[1], on.year, at, MODULE, score, seconds))
    return found
