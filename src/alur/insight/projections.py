"""Roll-ups: sums by person, unit and year; by unit and month; by activity, unit and year; by hour of the week."""

from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from django.db import models

from alur.base.lib import bulk
from alur.base.lib.clock import JAKARTA
from alur.catalogue.rules.counting import Counted
from alur.credit.rules.ledger import Credited
from alur.insight.models import ActivityYear, PersonYear, UnitMonth, WeekHour
from alur.insight.rules.months import ADDITIONS, COLUMNS
from alur.records.projections.registry import Batch

PERSON_SUMS = ("modules", "sessions", "attended", "exams", "jp", *COLUMNS)
UNIT_SUMS = ("modules", "sessions", "exams", "jp")
ACTIVITY_SUMS = ("completions", "jp")
HOUR_SUMS = ("modules",)
COLUMN_OF = {"module": "modules", "session": "sessions", "attendance": "attended", "exam": "exams"}
COMPLETED = ("module", "session")
Key = tuple[int, ...]


class RollUps:
    """Folds what counts and what is credited into sums."""

    name = "insight.rollups"
    version = 3
    tables = (PersonYear, UnitMonth, ActivityYear, WeekHour)

    def fold(self, batch: Batch) -> None:
        """Take in the batch."""
        people, months = Sums(PERSON_SUMS), Sums(UNIT_SUMS)
        activities, hours = Sums(ACTIVITY_SUMS), Sums(HOUR_SUMS)
        for what, sign, _, _, employee_id, activity_id, unit_id, year, at, on in batch.changes(Counted):
            column = COLUMN_OF[what]
            person = people.rows[year, unit_id, employee_id]
            person[column] += sign
            months.rows[year, on.month, unit_id][column] += sign
            if what != "exam":
                acts, one = ADDITIONS[on.month]
                person[acts] += sign * one
            if what in COMPLETED:
                activities.rows[year, unit_id, activity_id]["completions"] += sign
            if what == "module":
                hours.rows[year, on.weekday(), at.astimezone(JAKARTA).hour]["modules"] += sign
        for employee_id, unit_id, year, month, amount, activity_id in batch.changes(Credited):
            people.rows[year, unit_id, employee_id]["jp"] += amount
            months.rows[year, month, unit_id]["jp"] += amount
            activities.rows[year, unit_id, activity_id]["jp"] += amount
        bulk.insert_each(
            people.additions(PersonYear, ("year", "unit_id", "employee_id")),
            months.additions(UnitMonth, ("year", "month", "unit_id")),
            activities.additions(ActivityYear, ("year", "unit_id", "activity_id")),
            hours.additions(WeekHour, ("year", "weekday", "hour")),
        )


class Sums:
    """Additions to the sum columns of rows by key.

    A row that was touched is written even if its sums cancel out: rows must not depend on how records are cut.
    rows: to be added to, by key and column; columns that are not kept are left out.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        nothing = dict.fromkeys((*PERSON_SUMS, "completions"), 0)
        self.rows: defaultdict[Key, dict[str, int]] = defaultdict(nothing.copy)

    def additions(self, model: type[models.Model], key: Sequence[str]) -> bulk.Rows:
        """Return what adds the sums to the table's rows."""
        table = model._meta.db_table
        sums = ", ".join(f'"{column}" = "{table}"."{column}" + excluded."{column}"' for column in self.columns)
        kept = itemgetter(*self.columns) if len(self.columns) > 1 else lambda row: (row[self.columns[0]],)
        rows = [(*at, *kept(row)) for at, row in sorted(self.rows.items(), key=itemgetter(0))]
        return bulk.rows_of(model, (*key, *self.columns), rows, conflict=f"({', '.join(key)}) DO UPDATE SET {sums}")
