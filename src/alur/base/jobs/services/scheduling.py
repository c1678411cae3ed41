"""Writes down for the queue which jobs are due by themselves, and when."""

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from alur.base.jobs.rules import Job
from alur.base.jobs.services import queueing, registry


def sync() -> None:
    """Let the queue's schedule be that of the jobs named in the code, keeping when each is next due."""
    jobs = registry.scheduled()
    with transaction.atomic():
        Schedule.objects.filter(func=queueing.RUN).exclude(name__in=[job.name for job in jobs]).delete()
        for job in jobs:
            write(job)


def write(job: Job) -> None:
    wanted = {
        "args": repr((job.name,)),
        "kwargs": repr({"q_options": queueing.options(job.timeout_seconds)}),
        "schedule_type": Schedule.CRON if job.cron else Schedule.MINUTES,
        "minutes": job.every_minutes or None,
        "cron": job.cron or None,
        "repeats": -1,
    }
    same_time = {name: wanted[name] for name in ("schedule_type", "minutes", "cron")}
    known = Schedule.objects.filter(name=job.name, func=queueing.RUN)
    if known.filter(**same_time).exists():
        known.update(**wanted)
        return
    known.delete()
    schedule = Schedule(name=job.name, func=queueing.RUN, **wanted)
    # What is due by an interval may begin at once; what has its hour waits for it.
    now = timezone.now()
    schedule.next_run = schedule.calculate_next_run(now) if job.cron else now
    schedule.save()
