"""What one activity gave somebody in a year, and how far she is by it."""

from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.credit.models import Entry
from alur.credit.rules.duty import Duty
from alur.home.queries.roster import roster
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Earned:
    """JP of an activity, None when it is not counted yet, beside the year's duty."""

    amount: Decimal | None
    duty: Duty


def earned(employee: Employee, activity_id: int, year: int) -> Earned:
    """Return what an activity gave, in three queries: by what was done, not by its record.

    Of two records sent at once either may be the one that counts.
    """
    key = (employee.pk, year, activity_id)
    entries = bulk.matching(Entry, ["employee_id", "year", "activity_id"], [key], ["amount"])
    [row] = roster([employee], year)
    return Earned(from_hundredths(sum(amount for (amount,) in entries)) if entries else None, row.duty)
