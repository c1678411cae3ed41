"""A process that ends when the one that started it ends, however that ended."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Be sent SIGTERM when the parent's thread that started us ends. Linux only; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_unless_child_of(pid: int) -> None:
    """As end_with_parent, and end at once if the process pid, which started us, is already gone."""
    end_with_parent()
    if os.getppid() != pid:
        sys.exit(1)
