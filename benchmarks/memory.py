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
    return sum(map(share_of, [own, *(PROCESSES / pid for pid in started)]))


def share_of(process: Path) -> int:
    """Return a process's anonymous memory in kilobytes, what it shares with others in parts; 0 when it is gone."""
    try:
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:")), 0)
