"""How many JP somebody will have at the year's end, by a rule that can be said in a sentence. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

# Before, a single webinar would promise a year full of them.
FEWEST_DAYS = 30
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the year may bring. days: gone by, with today's; planned: JP of what she is registered for or assigned.

    by_pace: whole JP at the year's end if she goes on as so far, None while it is too early to tell; by_plan: what she
    has and what is planned.
    """

    earned: Decimal
    days: int
    planned: Decimal
    by_pace: Decimal | None
    by_plan: Decimal

    @property
    def expected(self) -> Decimal:
        """JP to be expected: by pace or by plan, whichever is more. Not both: what is planned is part of the pace."""
        return max(self.by_plan, self.by_pace or self.by_plan)


def forecast(earned: Decimal, *, planned: Decimal, today: date) -> Forecast:
    """Return the forecast of today's year. earned: JP so far; planned: JP of what lies ahead in the same year."""
    days = (today - date(today.year, 1, 1)).days + 1
    all_days = (date(today.year, 12, 31) - date(today.year, 1, 1)).days + 1
    pace = (earned * all_days / days).quantize(ONE, ROUND_FLOOR) if days >= FEWEST_DAYS else None
    return Forecast(earned, days, planned, pace, earned + planned)
