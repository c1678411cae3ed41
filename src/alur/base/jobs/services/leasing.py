"""Holds a call while it runs. A worker that dies lets go by silence, and the queue gives the call to another."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ

from alur.base.jobs.rules import Call
from alur.base.jobs.services import queueing


def claim(row: int, call: Call) -> bool:
    """Take hold of the row; tell whether it is still there. Who gets it after us knows that it was tried once more."""
    next_time = queueing.package(Call(call.name, call.ids, call.attempt + 1))
    return bool(OrmQ.objects.filter(pk=row).update(payload=next_time, lock=until()))


@contextmanager
def kept(row: int | None) -> Iterator[None]:
    """Keep hold of the row within the block, however long it takes. row: None when the call is in no queue."""
    ended = threading.Event()
    keeper = threading.Thread(target=keep, args=(row, ended), name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def keep(row: int | None, ended: threading.Event) -> None:
    try:
        while not ended.wait(Conf.RETRY / 3):
            OrmQ.objects.filter(pk=row).update(lock=until())
    finally:
        connection.close()


def until() -> datetime:
    return timezone.now() + timedelta(seconds=Conf.RETRY)
