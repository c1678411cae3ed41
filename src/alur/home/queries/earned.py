"""What one activity gave somebody in a year, and how far she is by it."""

from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.credit.models import Entry
from alur.credit.queries import ledger
from alur.credit.rules.duty import Duty
from alur.insight.queries import people
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Earned:
    """JP of an activity, None when it is not counted yet, beside the year's duty."""

    amount: Decimal | None
    duty: Duty


def earned(employee: Employee, activity_id: int, year: int) -> Earned:
    """Return what an activity gave, in three queries put at once: by what was done, not by its record.

    Of two records sent at once either may be the one that counts.
    """
    key = {"employee_id": employee.pk, "year": year, "activity_id": activity_id}
    entries, sums, obligations = bulk.ask(
        bulk.by_key(Entry, key, ["amount"]), people.asked_of(employee.pk, year), ledger.asked_obligations()
    )
    amount = from_hundredths(sum(amount for (amount,) in entries)) if entries else None
    done = people.summed(sums).get(employee.pk, people.NOTHING)
    owed = ledger.owed_in(year, obligations).get(employee.employment)
    return Earned(amount, ledger.duty(year, earned=done.jp, owed=owed))
