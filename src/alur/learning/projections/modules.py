"""Modules completed: of a person, module and year the first completion counts."""

from collections.abc import Sequence
from datetime import date

from alur.base.lib.tuples import Tuples, columns_of, those
from alur.catalogue.models import Kind
from alur.catalogue.queries.asof import ActivitiesAsOf
from alur.catalogue.rules.counting import Counted
from alur.learning.projections import completions
from alur.learning.statements import COMPLETED, all_finished
from alur.people.queries import asof
from alur.records.projections.first import Row
from alur.records.projections.registry import of_verbs
from alur.records.rules.draft import Record

MODULE = Kind.MODULE.value
VERBS = frozenset({COMPLETED})


class Modules:
    """Writes `completed` records of modules into completions."""

    def __init__(self) -> None:
        self.table = completions.table(Kind.MODULE, by_time=True)

    def add(self, records: Sequence[Record]) -> Sequence[Counted]:
        """Take in records and return what began and ceased to count."""
        ours = of_verbs(records, VERBS)
        if not ours:
            return ()
        found, ons = rows(ours)
        return completions.counted("module", found, self.table.add(found), ons)

    def void(self, voiding: Record) -> list[Counted]:
        """Take back what the voided record gave."""
        return completions.turned("module", self.table.void(voiding.voids, rid=voiding.rid)) if voiding.voids else []


def rows(records: Sequence[Record]) -> tuple[Sequence[Row], Sequence[date]]:
    """Return the table's rows and their Jakarta dates."""
    rids, ids, _, actors, iris, *_ = columns_of(records)
    moments, ons, scores, seconds = all_finished(records)
    places = asof.places(actors, ons, rids)
    activities = ActivitiesAsOf(iris).activity_ids(iris, MODULE, rids)
    years, kinds = [on.year for on in ons], [MODULE] * len(rids)
    said = Tuples(tuple, (ids, rids, places, activities, years, moments, kinds, scores, seconds))
    known = [place and activity for place, activity in zip(places, activities, strict=True)]
    return with_units(those(said, known)), those(ons, known)


def with_units(said: Sequence[Row]) -> Sequence[Row]:
    """Return rows whose third value, employee and unit, stands at the places of both."""
    if not said:
        return ()
    ids, rids, places, activities, *others = columns_of(said)
    employees, units = zip(*places, strict=True)
    return Tuples(tuple, (ids, rids, employees, activities, units, *others))
