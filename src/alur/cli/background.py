"""Keeps `alur worker` running beside the web server, in the same process tree."""

import os
import subprocess
import sys
import threading

import structlog

STOP_SECONDS = 20
PAUSE_SECONDS = 3
log = structlog.get_logger(__name__)
# Held while the worker is started: a web process forked in that moment would keep the pipe open by which
# subprocess learns that the program runs, and the keeper would wait at it for good.
_starting = threading.Lock()
os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_starting.release)


class BackgroundWork:
    """The worker's process. One that ends is started again; it ends with us."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="background-work", daemon=True)

    def start(self) -> None:
        """Start the worker."""
        self._keeper.start()

    def stop(self) -> None:
        """Let the worker finish the job it is at, and end it after a while; the job is then run again later."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        self._keeper.join(STOP_SECONDS)

    def _keep(self) -> None:
        while process := self._begin():
            code = process.wait()
            if not self._stopping.is_set():
                log.error("worker_ended", code=code)
            self._stopping.wait(PAUSE_SECONDS)

    def _begin(self) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            if self._stopping.is_set():
                return None
            command = [sys.executable, "-m", "alur.cli.main", "worker", "--child-of", str(os.getpid())]
            # Its own session: a Ctrl-C in the terminal reaches us alone, and we end it in good order.
            with _starting:
                self._process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own command
            return self._process
