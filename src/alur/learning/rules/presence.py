"""When a session counts as attended: presence for at least 80 % of its length (CONTRACTS, session_completions)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]
ENOUGH_PERCENT = 80


def present(spans: Iterable[Span], *, session: Span) -> timedelta:
    """Return how long the union of spans, cut to the session's own time, is. span, session: (begin, end)."""
    total = timedelta()
    reached, end = session
    for joined, left in sorted(spans):
        begin = max(joined, reached)
        until = min(left, end)
        if until > begin:
            total += until - begin
            reached = until
    return total


def attended_enough(spans: Iterable[Span], *, session: Span) -> bool:
    """Tell whether presence reaches 80 % of the session. A session without length is attended by nobody."""
    length = session[1] - session[0]
    return length > timedelta() and present(spans, session=session) * 100 >= length * ENOUGH_PERCENT


def within(joined: datetime, left: datetime, *, session: Span) -> Span | None:
    """Return the part of a presence that lies in the session, None when nothing does."""
    begin, end = max(joined, session[0]), min(left, session[1])
    return (begin, end) if begin < end else None
