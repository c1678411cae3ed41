"""Roll-ups: sums by person, unit and year, and by unit and month."""

from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.db import models

from alur.base.lib import bulk
from alur.catalogue.rules.counting import Counted
from alur.credit.rules.ledger import Credited
from alur.insight.models import PersonYear, UnitMonth
from alur.records.projections.registry import Batch

PERSON_SUMS = ("modules", "sessions", "attended", "exams", "jp")
UNIT_SUMS = ("modules", "sessions", "exams", "jp")
COLUMN_OF = {"module": "modules", "session": "sessions", "attendance": "attended", "exam": "exams"}
Key = tuple[int, ...]


class RollUps:
    """Folds what counts and what is credited into sums."""

    name = "insight.rollups"
    version = 1
    tables = (PersonYear, UnitMonth)

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        people, months = Sums(PERSON_SUMS), Sums(UNIT_SUMS)
        for what, sign, _, _, employee_id, _, unit_id, year, _, on in batch.changes(Counted):
            column = COLUMN_OF[what]
            people.rows[year, unit_id, employee_id][column] += sign
            months.rows[year, on.month, unit_id][column] += sign
        for employee_id, unit_id, year, month, amount in batch.changes(Credited):
            people.rows[year, unit_id, employee_id]["jp"] += amount
            months.rows[year, month, unit_id]["jp"] += amount
        people.write(PersonYear, ("year", "unit_id", "employee_id"))
        months.write(UnitMonth, ("year", "month", "unit_id"))


class Sums:
    """Additions to the sum columns of rows by key.

    A row that was touched is written even if its sums cancel out: rows must not depend on how records are cut.
    rows: to be added to, by key and column; columns that are not kept are left out.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.rows: defaultdict[Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(PERSON_SUMS, 0))

    def write(self, model: type[models.Model], key: Sequence[str]) -> None:
        """Add the sums to the table's rows."""
        table, kept = model._meta.db_table, itemgetter(*self.columns)
        sums = ", ".join(f'"{column}" = "{table}"."{column}" + excluded."{column}"' for column in self.columns)
        rows: list[tuple[Any, ...]] = [(*at, *kept(row)) for at, row in sorted(self.rows.items(), key=itemgetter(0))]
        conflict = f"({', '.join(key)}) DO UPDATE SET {sums}"
        bulk.insert(model, (*key, *self.columns), rows, conflict=conflict)
