"""When stars are shown, and how. Pure."""

from decimal import Decimal

# As with evaluations: of fewer, one could tell who gave which.
FEWEST = 5
LONGEST_WORD, LONGEST_REPORT, LONGEST_ANSWER = 300, 1_000, 1_000
MOST_OPEN_REPORTS = 10
TENTH = Decimal("0.1")


def mean_stars(count: int, total: int) -> Decimal | None:
    """Return the mean of so many ratings, to a tenth; None while they are too few to be shown."""
    return (Decimal(total) / count).quantize(TENTH) if count >= FEWEST else None
