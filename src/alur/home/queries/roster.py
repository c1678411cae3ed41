"""People in rows, each with her JP of a year beside what she owes: the supervisor's and the unit's list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alur.base.lib import bulk
from alur.credit.queries.ledger import Owed, asked_obligations, duty, obligations, owed_in
from alur.credit.rules.duty import Duty
from alur.insight.queries.people import NOTHING, PersonFigures, asked_of, person_figures, summed
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person and her year."""

    employee: Employee
    figures: PersonFigures
    duty: Duty


def roster(employees: Sequence[Employee], year: int) -> list[PersonRow]:
    """Return rows for employees in the order given, in two queries."""
    figures = person_figures([employee.pk for employee in employees], year)
    owed = obligations(year)
    return [row(employee, year, figures, owed) for employee in employees]


def row_of(employee: Employee, year: int) -> PersonRow:
    """Return one person's row, in two queries put at once."""
    sums, owing = bulk.ask(asked_of(employee.pk, year), asked_obligations())
    return row(employee, year, summed(sums), owed_in(year, owing))


def row(employee: Employee, year: int, figures: Mapping[int, PersonFigures], owed: Mapping[str, Owed]) -> PersonRow:
    done = figures.get(employee.pk, NOTHING)
    return PersonRow(employee, done, duty(year, earned=done.jp, owed=owed.get(employee.employment)))
