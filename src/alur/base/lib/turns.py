"""Turns at writing to SQLite, so that processes wait for each other by being woken and not by trying again.

SQLite lets who finds the database taken sleep and look again, longer each time; with many small writers most of the
time goes by like that. PostgreSQL wakes who waits by itself.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.db import connection


@contextmanager
def own_turn() -> Iterator[None]:
    """Wait until no other process has its turn at this database, and hold it within the block.

    It only orders those who ask for it: who writes without is kept apart by the database as ever.
    """
    path = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or not Path(path).is_absolute():
        yield
        return
    place = lock_file(f"{path}-turn")
    fcntl.flock(place, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(place, fcntl.LOCK_UN)


@lru_cache(maxsize=1)
def lock_file(path: str) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
