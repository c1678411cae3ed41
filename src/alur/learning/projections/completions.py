"""The table of completions, written for modules and for sessions."""

from collections.abc import Iterable, Sequence
from datetime import date

from alur.base.lib.clock import local_date
from alur.base.lib.tuples import Tuples, columns_of, joined, those
from alur.catalogue.models import Kind
from alur.catalogue.rules.counting import Counted, What
from alur.learning.models import Completion
from alur.records.projections.first import Added, FirstCounts, Row, Turn

SHARED = ("id", "rid", "employee_id", "activity_id", "unit_id", "year", "at")
COLUMNS = (*SHARED, "kind", "score", "duration_seconds")
KEY = ("employee_id", "activity_id", "year")


def table(kind: Kind, *, by_time: bool) -> FirstCounts:
    """Return the writer for one kind. by_time: whether an earlier completion takes over from a later one."""
    return FirstCounts(Completion, columns=COLUMNS, key=KEY, by_time=by_time, where=f"t.kind = '{kind.value}'")


def counted(what: What, rows: Sequence[Row], added: Added, ons: Sequence[date]) -> Sequence[Counted]:
    """Return what added rows, which begin with SHARED, change for the projections above. ons: their Jakarta dates."""
    begun = those(rows, added.begun)
    if not begun:
        return ()
    ids, rids, employees, activities, units, years, moments, *_ = columns_of(begun)
    shared = (rids, ids, employees, activities, units, years, moments, those(ons, added.begun))
    return joined([Tuples(Counted, ([what] * len(begun), [1] * len(begun), *shared)), turned(what, added.ceased)])


def turned(what: What, turns: Iterable[Turn]) -> list[Counted]:
    """Return turns of rows that begin with SHARED as changes for the projections above."""
    return [
        Counted(what, sign, rid, id, employee_id, activity_id, unit_id, year, at, local_date(at))
        for sign, rid, (id, _, employee_id, activity_id, unit_id, year, at, *_) in turns
    ]
