"""What one activity gave somebody in a year, and how far she is by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.credit.models import Entry
from alur.credit.queries import ledger
from alur.credit.rules.duty import Duty
from alur.insight.queries import people
from alur.learning.queries.attempts import Completed
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Earned:
    """JP of an activity, None when it is not counted yet, beside the year's duty."""

    amount: Decimal | None
    duty: Duty


def asked_earned(employee: Employee, completed: Completed) -> list[bulk.Asked]:
    """Return the questions for what a completion gave, whose answers `earned_in` reads.

    They ask by what was done, not by its record: of two records sent at once either may be the one that counts.
    """
    key = {"employee_id": employee.pk, "year": completed.year, "activity_id": completed.activity_id}
    return [
        bulk.by_key(Entry, key, ["amount"]),
        people.asked_of(employee.pk, completed.year),
        ledger.asked_obligations(),
    ]


def earned_in(employee: Employee, year: int, answers: Sequence[list[bulk.Row]]) -> Earned:
    """Return what an activity gave. answers: to the questions of `asked_earned`."""
    entries, sums, obligations = answers
    amount = from_hundredths(sum(amount for (amount,) in entries)) if entries else None
    done = people.summed(sums).get(employee.pk, people.NOTHING)
    owed = ledger.owed_in(year, obligations).get(employee.employment)
    return Earned(amount, ledger.duty(year, earned=done.jp, owed=owed))
