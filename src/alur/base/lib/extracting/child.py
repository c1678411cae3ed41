"""Opens one file, which comes on standard input, and says what is asked for. Run by `running`, never imported there.

python -m alur.base.lib.extracting.child SECONDS MEMORY_BYTES OUTPUT_BYTES read|scan|draw ENDING [NUMBER…]
"""

import errno
import importlib
import io
import os
import re
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import orjson

from alur.base.lib.extracting.opening import Refused
from alur.base.lib.extracting.pages import Page
from alur.base.lib.lifeline import end_with_parent

REFUSED, STDOUT, KILOBYTE = 3, 1, 1_024
MOST_BYTES = 100_000_000
FOLDER = "alur.base.lib.extracting"
# By ending: what opens it. Loaded when it is needed, as each brings a library along.
OPENERS = {
    "pdf": "portable",
    "docx": "documents",
    "pptx": "slides",
    "xlsx": "workbooks",
    "ods": "workbooks",
    "txt": "texts",
    **dict.fromkeys(("png", "jpg", "gif", "webp"), "pictures"),
}


def confine(seconds: int, memory_bytes: int, output_bytes: int) -> None:
    """Take from this process what it does not need."""
    end_with_parent()
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_FSIZE: output_bytes,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))


def work(opener: ModuleType, task: str, numbers: list[int]) -> None:
    content = io.BytesIO(sys.stdin.buffer.read(MOST_BYTES))
    if task == "draw":
        sys.stdout.buffer.write(opener.draw(content, numbers[0]))
    else:
        say(opener.read(content) if task == "read" else opener.read_scans(content, numbers))
    sys.stdout.buffer.flush()


def say(pages: Iterable[Page]) -> None:
    for page in pages:
        # Halves of characters, as broken files have them, cannot be written.
        whole = [page.number, *(each.encode("utf-8", "replace").decode() for each in (page.text, page.heading))]
        sys.stdout.buffer.write(orjson.dumps([*whole, page.is_scan]) + b"\n")


def main(words: list[str]) -> int:
    """Do what is asked for and return the exit code; REFUSED: the fault is named instead of the answer."""
    # Before the limits: Python keeps what it compiles, and would keep it cut off at what may be written.
    opener = importlib.import_module(f"{FOLDER}.{OPENERS[words[4]]}")
    sys.dont_write_bytecode = True
    confine(*map(int, words[:3]))
    try:
        work(opener, words[3], [int(each) for each in words[5:]])
    except Exception as error:  # noqa: BLE001 - what a library says of a hostile file is of no use to anybody
        # The fault stands in the place of what was said already.
        os.lseek(STDOUT, 0, os.SEEK_SET)
        os.ftruncate(STDOUT, 0)
        os.write(STDOUT, fault_in(error, int(words[1])).encode())
        return REFUSED
    return 0


def fault_in(error: Exception, memory_bytes: int) -> str:
    """Return which of faults.Fault an error is of. memory_bytes: that there were."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return "much_text"
    # lxml knows nothing better to say than “unknown error” when it gets no more memory.
    is_full = isinstance(error, MemoryError) or most_held_bytes() > memory_bytes / 2
    return "heavy" if is_full else "damaged"


def most_held_bytes() -> int:
    """Return how much memory this process held at most, 0 where that is not told. Linux alone tells it."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    # What the kernel gives by getrusage counts in the process that started this one.
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) * KILOBYTE if found else 0


if __name__ == "__main__":
    # What is left in buffers, and what libraries clean up at the end, is of no use any more.
    os._exit(main(sys.argv[1:]))
