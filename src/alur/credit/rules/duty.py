"""How far a person is towards her yearly obligation."""

from dataclasses import dataclass
from decimal import Decimal

NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Duty:
    """JP earned in a year beside what her kind of employment owes (least) and counts at most (most, None: no ceiling).

    PP 11/2017 (PNS: at least 20); PP 49/2018 art. 40 (PPPK: at most 24).
    """

    year: int
    earned: Decimal
    least: Decimal
    most: Decimal | None

    @property
    def missing(self) -> Decimal:
        """JP still to earn."""
        return max(self.least - self.earned, NONE)

    @property
    def above(self) -> Decimal:
        """JP above the ceiling: kept and shown, never discarded."""
        return max(self.earned - self.most, NONE) if self.most is not None else NONE

    @property
    def goal(self) -> Decimal:
        """What the year is measured against: the duty, or the ceiling where there is no duty."""
        return self.least or self.most or NONE

    @property
    def share(self) -> float:
        """How much of the goal is reached, 1 for all of it."""
        return float(self.earned / self.goal) if self.goal else 1.0
