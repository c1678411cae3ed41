"""Pictures in modules: told by their first bytes, never by their names."""

import hashlib
import re

LARGEST_BYTES = 3_000_000
BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
STORED = re.compile(rf"(?P<digest>[0-9a-f]{{64}})\.(?P<ending>{'|'.join(CONTENT_TYPES)})")


def ending_of(data: bytes) -> str | None:
    """Return the ending that fits a picture's bytes, None when it is no picture of a kind that is shown."""
    return next((ending for ending, beginning in BEGINNINGS.items() if beginning.match(data)), None)


def stored_name(data: bytes, ending: str) -> str:
    """Return the name under which a picture is kept: that of its content."""
    return f"{hashlib.sha256(data).hexdigest()}.{ending}"


def content_type(name: str) -> str | None:
    """Return the media type of a stored picture, None when the name is none."""
    found = STORED.fullmatch(name)
    return CONTENT_TYPES[found["ending"]] if found else None
