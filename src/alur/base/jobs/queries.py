"""Reads the queue and what failed."""

from datetime import timedelta

from django.db.models import Min
from django.utils import timezone
from django_q.models import OrmQ

from alur.base.jobs.models import Failure


def waiting() -> int:
    """Return how many calls are due and not yet taken up."""
    return int(OrmQ.objects.filter(lock__lte=timezone.now()).count())


def longest_wait() -> timedelta:
    """Return how long the call that is due longest has been waiting."""
    oldest = OrmQ.objects.filter(lock__lte=timezone.now()).aggregate(Min("lock"))["lock__min"]
    return timezone.now() - oldest if oldest else timedelta()


def failures() -> list[Failure]:
    """Return the failures, the last first."""
    return list(Failure.objects.order_by("-at", "-pk"))
