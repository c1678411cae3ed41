"""Reads the queue and what failed."""

from django.utils import timezone
from django_q.models import OrmQ

from alur.base.jobs.models import Failure


def waiting() -> int:
    """Return how many calls are due and not yet taken up."""
    return int(OrmQ.objects.filter(lock__lte=timezone.now()).count())


def failures() -> list[Failure]:
    """Return the failures, the last first."""
    return list(Failure.objects.order_by("-at", "-pk"))
