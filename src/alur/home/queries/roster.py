"""People in rows, each with her JP of a year beside what she owes: the supervisor's and the unit's list."""

from collections.abc import Sequence
from dataclasses import dataclass

from alur.base.lib import bulk
from alur.credit.queries.ledger import asked_obligations, duty, obligations, owed_in
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
    if len(employees) == 1:
        sums, owing = bulk.ask(asked_of(employees[0].pk, year), asked_obligations())
        figures, owed = summed(sums), owed_in(year, owing)
    else:
        figures, owed = person_figures([employee.pk for employee in employees], year), obligations(year)
    return [
        PersonRow(employee, done, duty(year, earned=done.jp, owed=owed.get(employee.employment)))
        for employee in employees
        for done in [figures.get(employee.pk, NOTHING)]
    ]
