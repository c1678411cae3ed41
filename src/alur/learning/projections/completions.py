"""The table of completions, written for modules and for sessions."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from alur.base.lib.clock import local_date
from alur.base.lib.tuples import tuples_of
from alur.catalogue.models import Kind
from alur.catalogue.rules.counting import Counted, What
from alur.learning.models import Completion
from alur.records.projections.first import FirstCounts, Turn

SHARED = ("id", "rid", "employee_id", "activity_id", "unit_id", "year", "at")
COLUMNS = (*SHARED, "kind", "score", "duration_seconds")
KEY = ("employee_id", "activity_id", "year")
NONE_KNOWN: Mapping[int, date] = MappingProxyType({})


def table(kind: Kind, *, by_time: bool) -> FirstCounts:
    """Return the writer for one kind. by_time: whether an earlier completion takes over from a later one."""
    return FirstCounts(Completion, columns=COLUMNS, key=KEY, by_time=by_time, where=f"t.kind = '{kind.value}'")


def counted(what: What, turns: Sequence[Turn], ons: Mapping[int, date] = NONE_KNOWN) -> list[Counted]:
    """Return turns of rows that begin with SHARED as changes for the projections above.

    ons: Jakarta dates of rows by their rid, as far as they are known.
    """
    if not turns:
        return []
    signs, rids, rows = zip(*turns, strict=True)
    ids, row_rids, employees, activities, units, years, moments, *_ = zip(*rows, strict=True)
    on = [ons.get(rid) or local_date(at) for rid, at in zip(row_rids, moments, strict=True)]
    whats = [what] * len(turns)
    return tuples_of(Counted, whats, signs, rids, ids, employees, activities, units, years, moments, on)
