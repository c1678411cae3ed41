"""Points in time as xAPI writes them (1.0.3, Data 4.5: ISO 8601; 2.0, 4.2.7: RFC 3339)."""

import re
from datetime import UTC, datetime

MOST_DIGITS = 12
ISO_8601 = re.compile(
    r"((?:\d{4}-\d\d-\d\d|\d{8}|\d{4}-W\d\d-\d|\d{4}W\d{3})T\d\d(?::?\d\d(?::?\d\d)?)?)"
    rf"(?:[.,](\d{{1,{MOST_DIGITS}}}))?(Z|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
RFC_3339 = re.compile(
    rf"(\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{{1,{MOST_DIGITS}}}))?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)
USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
# One year away from what a datetime holds, so that no change of zone leaves it.
FIRST_YEAR, LAST_YEAR = 2, 9998


def moment(text: str) -> datetime:
    """Return the aware moment that a timestamp names, UTC when it has no zone. Raises ValueError when it is none."""
    if match := ISO_8601.fullmatch(text):
        base, fraction, offset = match.groups()
        found = datetime.fromisoformat(f"{base}{f'.{fraction}' if fraction else ''}{offset or 'Z'}".upper())
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise ValueError(text)


def utc_text(text: str) -> str:
    """Return a valid timestamp in UTC with every digit of its fraction that tells something: `…T08:00:00.5Z`."""
    match = ISO_8601.fullmatch(text)
    if match is None:
        raise ValueError(text)
    base, fraction, offset = match.groups()
    whole = datetime.fromisoformat(f"{base}{offset or 'Z'}".upper()).astimezone(UTC)
    digits = (fraction or "").rstrip("0")
    return f"{whole.replace(tzinfo=None).isoformat(timespec='seconds')}{f'.{digits}' if digits else ''}Z"


def plain_text(text: str) -> str:
    """Return a valid timestamp as given when it is in the usual form, with zone, else in UTC."""
    return text if USUAL.fullmatch(text) else utc_text(text)


def written(at: datetime) -> str:
    """Return an aware moment as the store writes it, UTC with microseconds."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
