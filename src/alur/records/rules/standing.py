"""Of the claims to one thing only the first counts; a late, earlier one takes over; a voided one gives way."""

from enum import IntEnum
from typing import Any


class Standing(IntEnum):
    """Where a claim stands among those with the same key."""

    COUNTS = 1
    REPEAT = 2
    VOIDED = 3


def comes_before(claim: tuple[Any, Any], held: tuple[Any, Any]) -> bool:
    """Tell whether a claim takes over from the held one. claim, held: (moment, id).

    The id settles equal moments, so that any order of arrival ends with the same one counting.
    """
    return claim < held
