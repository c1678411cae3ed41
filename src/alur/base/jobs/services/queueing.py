"""Puts calls into the queue, in the transaction that is open: what is rolled back was never asked for."""

from datetime import datetime
from uuid import uuid4

from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from alur.base.jobs.rules import Call, Id
from alur.base.jobs.services import registry

RUN = "alur.base.jobs.services.running.run"


def enqueue(name: str, **ids: Id) -> None:
    """Ask for a job once the caller's transaction commits. ids: what it works on. Raises LookupError on no such job."""
    registry.find(name)
    # The queue compares with the machine's time, so the house's own clock, which tests may set, is not asked.
    put(Call(name, ids), at=timezone.now())


def put(call: Call, *, at: datetime) -> None:
    """Add a call to the queue, not to be run before at."""
    OrmQ.objects.create(key=Conf.CLUSTER_NAME, payload=package(call), lock=at)


def package(call: Call) -> str:
    """Return a call as the queue keeps it."""
    job = registry.find(call.name)
    return str(
        SignedPackage.dumps(
            {
                "id": uuid4().hex,
                "name": call.name,
                "func": RUN,
                "args": (call.name, dict(call.ids), call.attempt),
                "kwargs": {},
                "started": timezone.now(),
                **options(job.timeout_seconds),
            }
        )
    )


def options(timeout_seconds: int) -> dict[str, object]:
    """Return the queue's own options. Retries are ours, so the queue lets go of whatever ran."""
    return {"timeout": timeout_seconds, "ack_failure": True}
