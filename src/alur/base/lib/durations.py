"""ISO 8601 durations."""

import re
from functools import lru_cache

PATTERN = re.compile(
    r"P(?:(\d{1,12})W)?(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.\d+)?S)?)?"
)
MOST_SECONDS = 2**31 - 1  # 68 years
SECONDS = (604_800, 86_400, 3_600, 60, 1)


@lru_cache(maxsize=10_000)  # the same lengths come again and again
def whole_seconds(duration: str) -> int | None:
    """Return an ISO 8601 duration in whole seconds.

    None when it has years or months, is no duration, or is longer than any that happened.
    """
    match = PATTERN.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    total = sum(int(part or 0) * seconds for part, seconds in zip(match.groups(), SECONDS, strict=True))
    return total if total <= MOST_SECONDS else None
