"""The codes on the organiser's screen."""

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

from alur.learning.rules import codes

SALT = "alur.learning.attendance_code"
SCANNED, SCANNED_OR_TYPED = frozenset({codes.SCANNED}), frozenset({codes.SCANNED, codes.TYPED})


def shown_code(session_id: int, at: datetime) -> str:
    """Return the code of a session that is shown at a moment."""
    return codes.code(key(settings.SECRET_KEY), session_id, codes.period_of(at))


def proves(session_id: int, given: str, at: datetime, *, lengths: frozenset[int] = SCANNED_OR_TYPED) -> bool:
    """Tell whether a code that was given at a moment has been shown lately. lengths: of codes that serve here."""
    return codes.proves(key(settings.SECRET_KEY), session_id, given, at, lengths=lengths)


@lru_cache(1)
def key(secret: str) -> bytes:
    return salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
