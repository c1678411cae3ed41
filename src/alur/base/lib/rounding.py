"""Numbers of others, made whole hundredths."""

from decimal import Decimal

MOST_HUNDREDTHS = 10**15  # far beyond any score, and well within what a column holds


def hundredths(number: float) -> int | None:
    """Return a finite number in whole hundredths, rounded half to even; None when it is beyond all measure."""
    scaled = Decimal(str(number)).scaleb(2)
    return int(scaled.to_integral_value()) if abs(scaled) <= MOST_HUNDREDTHS else None
