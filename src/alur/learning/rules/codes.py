"""Codes that prove presence: shown on the organiser's screen, another one every half minute.

A code is a keyed hash of the session and the half minute, so nothing need be stored to know it again.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from alur.base.lib.clock import EPOCH

PERIOD = timedelta(seconds=30)
PERIODS_VALID = 3  # the one shown and the two before: a code serves for a minute at least, 90 seconds at most
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks or sounds like another
SCANNED, TYPED = 16, 6


def period_of(at: datetime) -> int:
    """Return the number of the half minute in which a moment lies."""
    return (at - EPOCH) // PERIOD


def code(key: bytes, session_id: int, period: int) -> str:
    """Return the code of a session for a half minute, as it is scanned. key: the installation's secret for codes."""
    digest = hmac.new(key, f"{session_id}/{period}".encode(), hashlib.sha256).digest()
    value = int.from_bytes(digest)
    letters = []
    for _ in range(SCANNED):
        value, place = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def typed(code: str) -> str:
    """Return the part of a code that is typed by hand."""
    return code[:TYPED]


def cleaned(given: str) -> str:
    """Return what somebody typed or scanned as a code is written: capitals, nothing between them."""
    return "".join(each for each in given.upper()[: 2 * SCANNED] if each.isascii() and each.isalnum())


def proves(key: bytes, session_id: int, given: str, at: datetime, *, lengths: frozenset[int]) -> bool:
    """Tell whether a code that was given is one of those shown lately. lengths: how long a code may be here."""
    wanted = cleaned(given)
    if len(wanted) not in lengths:
        return False
    newest = period_of(at)
    shown = [code(key, session_id, newest - age)[: len(wanted)] for age in range(PERIODS_VALID)]
    return any(hmac.compare_digest(wanted, each) for each in shown)
