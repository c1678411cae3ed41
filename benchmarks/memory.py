"""How much memory a process and those that it started take, looked at all the time."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

PROCESSES = Path("/proc")
EACH_SECONDS = 0.05


class Watch:
    """Notes the most anonymous memory held within the block, by this process and by those that it started.

    The database file that SQLite maps is not counted: those pages are the system's cache.
    """

    def __init__(self) -> None:
        self.most_kilobytes = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.most_kilobytes = max(self.most_kilobytes, anonymous_kilobytes())
            if self._is_over.wait(EACH_SECONDS):
                return


def anonymous_kilobytes() -> int:
    own = PROCESSES / "self"
    started = [pid for thread in own.glob("task/*/children") for pid in thread.read_text(encoding="ascii").split()]
    # What a forked process shares with this one is counted here already.
    return figure(own / "status", "RssAnon:") + sum(
        figure(PROCESSES / pid / "smaps_rollup", "Private_Dirty:") for pid in started
    )


def figure(file: Path, name: str) -> int:
    """Return a figure of a process, 0 when the process is gone."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
