"""Roll-ups: sums by person, unit and year; by unit and month; by activity, unit and year; by hour of the week."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models

from alur.base.lib import bulk
from alur.base.lib.clock import JAKARTA
from alur.base.lib.tuples import column_of, columns_of, those
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
        sums = Additions()
        if counted := batch.changes(Counted):
            # What was read is no figure; what JP a rule gives for it comes with the credits.
            counted = those(counted, [what in COLUMN_OF for what in column_of(counted, "what")])
        if counted:
            sums.count(counted)
            whats = column_of(counted, "what")
            if completed := those(counted, [what in COMPLETED for what in whats]):
                sums.complete(completed)
            if modules := those(counted, [what == "module" for what in whats]):
                sums.note_hours(modules)
        if credited := batch.changes(Credited):
            sums.credit(credited)
        bulk.insert_each(
            sums.people.rows(PersonYear, ("year", "unit_id", "employee_id")),
            sums.months.rows(UnitMonth, ("year", "month", "unit_id")),
            sums.activities.rows(ActivityYear, ("year", "unit_id", "activity_id")),
            sums.hours.rows(WeekHour, ("year", "weekday", "hour")),
        )


class Additions:
    """What a batch adds to the roll-ups."""

    def __init__(self) -> None:
        self.people = Sums(PERSON_SUMS)
        self.months = Sums(UNIT_SUMS)
        self.activities = Sums(ACTIVITY_SUMS)
        self.hours = Sums(HOUR_SUMS)

    def count(self, counted: Sequence[Counted]) -> None:
        """Add what began and ceased to count."""
        whats, signs, _, _, employees, _, units, years, _, ons = columns_of(counted)
        columns, months = [COLUMN_OF[what] for what in whats], [on.month for on in ons]
        self.months.add_many(zip(years, months, units, strict=True), columns, signs)
        keys = list(zip(years, units, employees, strict=True))
        self.people.add(keys, columns, signs)
        acts, ones = zip(*map(ADDITIONS.__getitem__, months), strict=True)
        took_part = [0 if what == "exam" else sign * one for what, sign, one in zip(whats, signs, ones, strict=True)]
        self.people.add(keys, acts, took_part)

    def complete(self, completed: Sequence[Counted]) -> None:
        """Add modules and sessions completed to their activities."""
        _, signs, _, _, _, activities, units, years, *_ = columns_of(completed)
        self.activities.add(zip(years, units, activities, strict=True), ["completions"] * len(signs), signs)

    def note_hours(self, modules: Sequence[Counted]) -> None:
        """Add modules completed to their hours of the week."""
        _, signs, _, _, _, _, _, years, moments, ons = columns_of(modules)
        hours = [at.astimezone(JAKARTA).hour for at in moments]
        self.hours.add_many(zip(years, map(date.weekday, ons), hours, strict=True), ["modules"] * len(signs), signs)

    def credit(self, credited: Sequence[Credited]) -> None:
        """Add JP."""
        employees, units, years, months, amounts, activities = columns_of(credited)
        columns = ["jp"] * len(amounts)
        self.people.add(zip(years, units, employees, strict=True), columns, amounts)
        self.months.add_many(zip(years, months, units, strict=True), columns, amounts)
        self.activities.add(zip(years, units, activities, strict=True), columns, amounts)


class Sums:
    """Additions to the sum columns of rows by key.

    A row that was touched is written even if its sums cancel out: rows must not depend on how records are cut.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._places = {column: place for place, column in enumerate(self.columns)}
        self._rows: defaultdict[Key, list[int]] = defaultdict(([0] * len(self.columns)).copy)

    def add(self, keys: Iterable[Key], columns: Iterable[str], amounts: Iterable[int]) -> None:
        """Add amounts to columns of the rows with keys; those of a column that is not kept are left out."""
        rows, place_of = self._rows, self._places.get
        for key, column, amount in zip(keys, columns, amounts, strict=True):
            row, place = rows[key], place_of(column)
            if place is not None:
                row[place] += amount

    def add_many(self, keys: Iterable[Key], columns: Iterable[str], amounts: Iterable[int]) -> None:
        """Do what `add` does, quicker where few rows are added to time and again."""
        times = Counter(zip(keys, columns, amounts, strict=True))
        self.add(*zip(*((key, column, amount * count) for (key, column, amount), count in times.items()), strict=True))

    def rows(self, model: type[models.Model], key: Sequence[str]) -> bulk.Rows:
        """Return what adds the sums to the rows of a table."""
        table, names = model._meta.db_table, (*key, *self.columns)
        sums = ", ".join(f'"{column}" = "{table}"."{column}" + excluded."{column}"' for column in self.columns)
        keys = sorted(self._rows)
        columns = [*zip(*keys, strict=True), *zip(*[self._rows[each] for each in keys], strict=True)]
        conflict = f"({', '.join(key)}) DO UPDATE SET {sums}"
        return bulk.Rows(model, dict(zip(names, columns, strict=True)) if keys else {}, conflict)
