"""Jobs for a worker that is to be killed: they leave traces in a file."""

import os
import time
from pathlib import Path

from alur.base.jobs.services import job


@job("deeds.slow")
def slow(path: str) -> None:
    """Say which process begins; only the first time, take so long that somebody can kill it."""
    trace = Path(path)
    is_first = not trace.exists()
    with trace.open("a") as file:
        file.write(f"begun {os.getpid()}\n")
    if is_first:
        time.sleep(60)
    with trace.open("a") as file:
        file.write("done\n")
