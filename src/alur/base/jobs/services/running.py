"""Runs one call in the worker: again after a pause when it fails, noted as failed when it has failed often enough."""

from contextvars import ContextVar
from datetime import timedelta

import structlog
from django.utils import timezone
from django_q.exceptions import TimeoutException
from django_q.signals import pre_execute

from alur.base.jobs.rules import Call, Id, pause_seconds
from alur.base.jobs.services import failing, leasing, queueing, registry

log = structlog.get_logger(__name__)
_row: ContextVar[int | None] = ContextVar("row", default=None)


def run(name: str, ids: dict[str, Id] | None = None, attempt: int = 1) -> None:
    """Do a job. Called by the queue."""
    call = Call(name, ids or {}, attempt)
    row = _row.get()
    if row is not None and not leasing.claim(row, call):
        return  # another worker has done it meanwhile
    try:
        job = registry.find(name)
        if attempt > job.tries:
            raise RuntimeError("the worker died each time it was tried")  # noqa: TRY301 - told like any other failure
        with leasing.kept(row):
            job.work(**call.ids)
    except (Exception, TimeoutException) as error:  # noqa: BLE001 - whatever it was, it is noted and tried again
        fail(call, error)
    else:
        failing.clear(call)
        log.info("job_done", job=name, attempt=attempt)


def fail(call: Call, error: BaseException) -> None:
    log.warning("job_failed", job=call.name, attempt=call.attempt, exc_info=error)
    if call.attempt < tries(call.name):
        again = Call(call.name, call.ids, call.attempt + 1)
        queueing.put(again, at=timezone.now() + timedelta(seconds=pause_seconds(call.attempt)))
    else:
        failing.note(call, error)


def tries(name: str) -> int:
    try:
        return registry.find(name).tries
    except LookupError:
        return 1


def remember_row(task: dict[str, object], **_signal: object) -> None:
    row = task.get("ack_id")
    _row.set(row if isinstance(row, int) else None)


def connect() -> None:
    """Listen for the number of the queue's row that is about to be run. Called once at start."""
    pre_execute.connect(remember_row, dispatch_uid="alur.jobs")
