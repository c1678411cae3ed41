"""What pages send, as it can be kept."""

import re

KEY_DIGITS = 18  # what every database takes as a key
# JSON in PostgreSQL takes neither.
NOT_STORED = re.compile(r"[\x00\ud800-\udfff]")


def text(value: str) -> str:
    """Return a text as it was typed, with one kind of line end and without what no database keeps."""
    return NOT_STORED.sub("", value).replace("\r\n", "\n").replace("\r", "\n")


def small(written: str, *, digits: int = 7) -> int:
    """Return a number as a page sends it, 0 when it is none. digits: as many as it may have."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= digits else 0
