"""The one clock. Everything that asks for the time asks here, so that a simulated year can be lived through."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """Return the present moment, aware, UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """Return the present date in Jakarta, by which years are counted."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """Return the Jakarta date of an aware moment."""
    return moment.astimezone(JAKARTA).date()


def to_micros(moment: datetime) -> int:
    """Return an aware moment as whole microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return microseconds since 1970 as an aware moment, UTC."""
    return EPOCH + micros * MICROSECOND


@contextmanager
def frozen_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware moment within the block; blocks nest."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
