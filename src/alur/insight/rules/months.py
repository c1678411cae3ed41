"""How often something happened in each month of a year, packed into three whole numbers.

So a person's year stays one row, written by one statement, and the sums of two rows are the sums of their months.
"""

from typing import NamedTuple

MONTHS_A_COLUMN = 4
COLUMNS = ("acts_1", "acts_2", "acts_3")
BITS = 15  # up to 32,767 acts of a person a month: more than there are activities to complete
MASK = (1 << BITS) - 1


class Place(NamedTuple):
    """Where a month is kept: in which column, and what one act adds to it. shift: of its bits."""

    column: str
    shift: int

    @property
    def one(self) -> int:
        """One act of the month."""
        return 1 << self.shift


def place(month: int) -> Place:
    """Return where a month is kept. month: 1 to 12."""
    column, within = divmod(month - 1, MONTHS_A_COLUMN)
    return Place(COLUMNS[column], BITS * within)


PLACES = {month: place(month) for month in range(1, 13)}
ADDITIONS = {month: (each.column, each.one) for month, each in PLACES.items()}
