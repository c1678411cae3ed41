"""The signed cursor behind `more`: where a list goes on, unforgeable, with nothing kept on the server."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from alur.base.lib.problems import Problem

TAG_BYTES = 16
LONGEST_CURSOR = 16_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on. filters: as asked for; after: last rid given; until: highest rid when the list began."""

    filters: Mapping[str, str]
    after: int
    until: int


def sealed(cursor: Cursor, *, key: bytes) -> str:
    """Return the cursor as text for an address, signed with key."""
    payload = orjson.dumps([dict(cursor.filters), cursor.after, cursor.until])
    return base64.urlsafe_b64encode(tag(payload, key) + payload).decode().rstrip("=")


def opened(text: str, *, key: bytes) -> Cursor:
    """Return the cursor that was sealed with key. Raises the Problem `xapi.bad_cursor` when it was not."""
    if len(text) > LONGEST_CURSOR or not text.isascii():
        raise bad_cursor()
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise bad_cursor() from None
    signature, payload = raw[:TAG_BYTES], raw[TAG_BYTES:]
    if not hmac.compare_digest(signature, tag(payload, key)):
        raise bad_cursor()
    filters, after, until = orjson.loads(payload)
    return Cursor(filters, after, until)


def tag(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"xapi more 1\0" + payload, hashlib.sha256)[:TAG_BYTES]


def bad_cursor() -> Problem:
    return Problem(
        "xapi.bad_cursor",
        "This continuation is not one that this store gave out.",
        field="cursor",
        mend="Follow `more` exactly as given, or ask again from the start.",
    )
