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
    # A handler that came along from the parent would let the signal pass until we have set our own.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    if os.getppid() != pid:
        os._exit(1)


def bind_forks() -> None:
    """Let every process that is forked from here, or from one of those, end with the one it was forked from."""
    parent = {"pid": os.getpid()}
    os.register_at_fork(
        before=lambda: parent.update(pid=os.getpid()), after_in_child=lambda: end_unless_child_of(parent["pid"])
    )
