"""The worker: django-q2's cluster of processes, whose children never outlive it."""

import signal
import sys
from types import FrameType

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
    stop_once(cluster)
    cluster.start()
    log.info("worker_ready")
    cluster.sentinel.join()
    if not cluster.has_stopped:
        log.error("cluster_died", code=cluster.sentinel.exitcode)
        sys.exit(1)


def stop_once(cluster: Cluster) -> None:
    """Let the first SIGTERM or SIGINT stop the cluster and pass over those that follow.

    The cluster's own handler waits for itself when a second signal comes while it handles the first, as happens when a
    parent with several threads is killed: the kernel tells of each thread.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        cluster.sig_handler(number, frame)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
