"""The worker: django-q2's cluster of processes, whose children never outlive it."""

import sys

import structlog
from django.db import connections
from django_q.cluster import Cluster

from alur.base.jobs.services import scheduling
from alur.base.lib.lifeline import bind_forks

log = structlog.get_logger(__name__)


def work() -> None:
    """Do jobs until SIGTERM or SIGINT; the one under way is finished first."""
    scheduling.sync()
    bind_forks()
    # Connections must not be shared with the processes that are forked from here.
    connections.close_all()
    cluster = Cluster()
    cluster.start()
    log.info("worker_ready")
    cluster.sentinel.join()
    if not cluster.has_stopped:
        log.error("cluster_died", code=cluster.sentinel.exitcode)
        sys.exit(1)
