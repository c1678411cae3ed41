"""Background work: `@job` names it, `enqueue` asks for it, the worker does it."""

from alur.base.jobs.services.failing import forget, retry
from alur.base.jobs.services.queueing import enqueue
from alur.base.jobs.services.registry import job

__all__ = ["enqueue", "forget", "job", "retry"]
