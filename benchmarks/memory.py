"""How much memory a process of its own takes, looked at all the time."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

STATUS = Path("/proc/self/status")
EACH_SECONDS = 0.02


class Watch:
    """Notes the most anonymous memory held within the block.

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
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:"))
