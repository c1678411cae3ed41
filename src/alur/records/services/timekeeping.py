"""Keeps the store's last moment near the present while nobody writes, for it is what readers are told is complete."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from alur.base.lib import clock
from alur.records.queries.statements import head_rid
from alur.records.services.stamping import pass_moment

LAG_MICROS = 200_000


def keep_time() -> None:
    """Bring the store's last moment up to now if it lags and no writer is at work; never waits.

    Writers stand in line for it, so that all before it is stored; one at work will bring its own.
    """
    if connection.in_atomic_block or clock.to_micros(clock.now()) - head_rid() < LAG_MICROS:
        return
    try:
        with without_waiting(), transaction.atomic():
            lock_head()
            pass_moment()
    except OperationalError:
        return


def lock_head() -> None:
    # SQLite has locked the whole database when the transaction began.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM records_head WHERE id = 1 FOR UPDATE NOWAIT")


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let SQLite refuse at once, within the block, what is locked."""
    if connection.vendor == "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        usual_ms = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual_ms}")
