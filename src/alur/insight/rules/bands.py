"""How far people are from their yearly JP, in bands of five."""

from enum import StrEnum


class Band(StrEnum):
    """What somebody owes still; `free`: her kind of employment owes nothing; `far`: more than 15, but has begun."""

    NONE = "none"
    FAR = "far"
    TO_15 = "to-15"
    TO_10 = "to-10"
    TO_5 = "to-5"
    DONE = "done"
    FREE = "free"


BANDS = tuple(Band)
SHORT = (Band.NONE, Band.FAR, Band.TO_15, Band.TO_10, Band.TO_5)
MOST_JP = {Band.TO_5: 5, Band.TO_10: 10, Band.TO_15: 15}


def edges() -> list[tuple[str, int]]:
    """Return bands with the most hundredths of JP to go in each, least first."""
    return [(band.value, most * 100) for band, most in MOST_JP.items()]
