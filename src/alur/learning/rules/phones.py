"""When something happened that a phone kept: its own time, corrected where its clock is wrong."""

from datetime import datetime, timedelta

# Below it a difference is the line's delay or seconds of a clock, and the phone's own word stands.
CLOCK_IS_WRONG_FROM = timedelta(minutes=2)
# Longer nobody is without a network; beyond it a time could reach back into a year that is closed.
OLDEST = timedelta(days=90)


def happened_at(told: datetime, *, phone_now: datetime, now: datetime) -> datetime:
    """Return when something happened, never later than now.

    told: by the phone; phone_now: the phone's time as it sent this, now: ours as it came.
    """
    offset = now - phone_now
    at = told + offset if abs(offset) >= CLOCK_IS_WRONG_FROM else told
    return min(at, now)


def is_too_old(at: datetime, *, now: datetime) -> bool:
    """Tell whether something happened so long ago that it is not taken any more."""
    return now - at > OLDEST
