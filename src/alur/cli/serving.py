"""`alur serve`, `alur worker` and `alur up`: pages and background work."""

import os
import resource
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alur.base.lib.lifeline import end_unless_child_of
from alur.base.lib.problems import Problem
from alur.cli.readiness import set_up_django

if TYPE_CHECKING:
    from granian.server.mp import MPServer

HOST, PORT, WORKERS = "127.0.0.1", 8000, 2
# Who waits for her turn at writing is written for by who has it, so more threads make fewer commits.
THREADS = {"sqlite": 4, "postgresql": 8}
IDLE_SECONDS = 600  # a thread that ends takes its database connection along
STOP_SECONDS = 20
# The server counts connections here, idle ones too: a browser keeps six, so few would shut others out.
CONNECTIONS = 2048
OPEN_FILES = 3 * CONNECTIONS
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
F = TypeVar("F", bound=Callable[..., Any])


def address_options(command: F) -> F:
    for option in (
        click.option("--workers", type=click.IntRange(1, 64), default=WORKERS, show_default=True, help="Processes."),
        click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, envvar="PORT"),
        click.option("--host", default=HOST, show_default=True, help="Address to listen at; 0.0.0.0 for all."),
    ):
        command = option(command)
    return command


@click.command("serve")
@address_options
def command(host: str, port: int, workers: int) -> None:
    """Serve the pages and work in the background, until SIGTERM or Ctrl-C."""
    with metrics_folder():
        set_up_django()
        serve(host=host, port=port, workers=workers)


@click.command("worker")
@click.option("--child-of", type=int, hidden=True, help="End with this process.")
def worker(child_of: int | None) -> None:
    """Work in the background alone, until SIGTERM or Ctrl-C."""
    if child_of:
        end_unless_child_of(child_of)
    set_up_django()
    from alur.base.jobs.services import cluster

    cluster.work()


@click.command("up")
@address_options
def up(host: str, port: int, workers: int) -> None:
    """Make the database ready, load the demo when it is empty, and serve: what `make run` calls."""
    with metrics_folder():
        # Links in calendars and mails lead to the port served.
        os.environ.setdefault("ALUR_BASE_URL", f"http://127.0.0.1:{port}")
        set_up_django()
        require_free(host, port)
        from alur.cli import firststart

        firststart.prepare()
        firststart.name_agency()
        click.echo(firststart.announcement(host, port))
        serve(host=host, port=port, workers=workers)


@contextmanager
def metrics_folder() -> Iterator[None]:
    """Name a folder, empty at first, in which the processes gather their metrics. To be set before anything counts."""
    with tempfile.TemporaryDirectory(prefix="alur-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ[METRICS_FOLDER] = folder
        yield


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until told to stop. Raises Problem when the address cannot be had or the database is not ready."""
    from django.db import connection, connections

    from alur.cli.background import BackgroundWork

    require_free(host, port)
    allow_open_files()
    server = web_server(host, port, workers, threads=THREADS[connection.vendor])
    background = BackgroundWork()
    load_all()
    server.on_startup(background.start)
    server.on_shutdown(background.stop)
    # Connections must not be shared with the processes that are forked from here.
    connections.close_all()
    server.serve(target_loader=partial(application, os.getpid()), wrap_loader=False)


def web_server(host: str, port: int, workers: int, *, threads: int) -> "MPServer":
    from django.conf import settings
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    from alur.base.lib import logs

    return MPServer(
        "alur.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=IDLE_SECONDS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig=logs.as_dict(settings.LOGGING["level"]),
    )


def allow_open_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def load_all() -> None:
    # Once here rather than in each process; and what cannot be loaded shows before anyone asks for a page.
    from django.urls import get_resolver

    import alur.config.wsgi  # noqa: F401

    _ = get_resolver().url_patterns


def application(server: int) -> Callable[..., Any]:
    """Return what a web process serves; called in that process. server: the process that forked it."""
    end_unless_child_of(server)
    from alur.config.wsgi import application as wsgi

    return wsgi


def require_free(host: str, port: int) -> None:
    """Raise Problem when nothing can listen at host and port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise Problem(
            "cli.address_taken",
            f"Nothing can be served at {host}:{port}: {(error.strerror or str(error)).lower()}.",
            field="--port",
            mend="Stop the program that listens there, or choose another address with --host and --port.",
        ) from error
