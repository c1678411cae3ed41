"""ISO 8601 durations."""

import re
from functools import lru_cache

PATTERN = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")
SECONDS = (604_800, 86_400, 3_600, 60, 1)


@lru_cache(maxsize=10_000)  # the same lengths come again and again
def whole_seconds(duration: str) -> int | None:
    """Return an ISO 8601 duration in whole seconds, None when it has years or months or is no duration."""
    match = PATTERN.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    return sum(int(part or 0) * seconds for part, seconds in zip(match.groups(), SECONDS, strict=True))
