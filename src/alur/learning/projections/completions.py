"""The table of completions, written for modules and for sessions."""

from collections.abc import Iterable
from typing import Any

from alur.base.lib.clock import local_date
from alur.catalogue.models import Kind
from alur.catalogue.rules.counting import Counted, What
from alur.learning.models import Completion
from alur.records.projections.first import FirstCounts, Turn

SHARED = ("id", "rid", "employee_id", "activity_id", "unit_id", "year", "at")
COLUMNS = (*SHARED, "kind", "score", "duration_seconds")
KEY = ("employee_id", "activity_id", "year")


def table(kind: Kind, *, by_time: bool) -> FirstCounts:
    """Return the writer for one kind. by_time: whether an earlier completion takes over from a later one."""
    return FirstCounts(Completion, columns=COLUMNS, key=KEY, by_time=by_time, where=f"t.kind = '{kind.value}'")


def counted(what: What, turns: Iterable[Turn]) -> list[Counted]:
    """Return turns of rows that begin with SHARED as changes for the projections above."""
    return [one(what, turn.sign, turn.rid, turn.row) for turn in turns]


def one(what: What, sign: int, rid: int, row: tuple[Any, ...]) -> Counted:
    record_id, _, employee_id, activity_id, unit_id, year, at = row[: len(SHARED)]
    return Counted(what, sign, rid, record_id, employee_id, activity_id, unit_id, year, at, local_date(at))
