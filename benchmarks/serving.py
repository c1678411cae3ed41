"""Serves Alur by its own command, and the floor by the same server with as many processes and threads."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from alur.cli.serving import HOST, IDLE_SECONDS, THREADS, WORKERS
from benchmarks.grounds import ROOT, House

PATIENCE_SECONDS = 60


@contextmanager
def serving(house: House, what: str, database: str) -> Iterator[int]:
    """Serve `alur` or the `floor` within the block, and give its port."""
    port = free_port()
    command = alur_command(port) if what == "alur" else floor_command(port, THREADS[database])
    log = house.home / "serving.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=house.environ(), cwd=ROOT, stdout=output, stderr=output)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def alur_command(port: int) -> list[str]:
    return [sys.executable, "-m", "alur.cli.main", "serve", "--port", str(port), "--workers", str(WORKERS)]


def floor_command(port: int, threads: int) -> list[str]:
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws"]
    words += ["--workers", str(WORKERS), "--blocking-threads", str(threads), "--log-level", "error"]
    return [*words, "--blocking-threads-idle-timeout", str(IDLE_SECONDS), "benchmarks.floor:application"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"nothing answers on port {port}")
