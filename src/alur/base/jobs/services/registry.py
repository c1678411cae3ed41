"""The jobs that packages have named. Each package's `jobs` module is loaded when Django starts."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from alur.base.jobs.rules import Job

W = TypeVar("W", bound=Callable[..., object])
_jobs: dict[str, Job] = {}


def job(
    name: str, *, every: timedelta | None = None, cron: str = "", tries: int = 5, timeout_seconds: int = 600
) -> Callable[[W], W]:
    """Name a function as a job (rules.Job). It may be run twice, so it must do no harm then; it takes ids only."""

    def register(work: W) -> W:
        _jobs[name] = Job(name, work, every=every, cron=cron, tries=tries, timeout_seconds=timeout_seconds)
        return work

    return register


def find(name: str) -> Job:
    """Return the job with a name. Raises LookupError."""
    if name not in _jobs:
        raise LookupError(f"there is no job “{name}”; known are {', '.join(sorted(_jobs))}")
    return _jobs[name]


def scheduled() -> list[Job]:
    """Return the jobs that are due by themselves."""
    return [each for each in _jobs.values() if each.every or each.cron]
