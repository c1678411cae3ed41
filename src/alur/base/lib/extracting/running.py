"""The door: a file goes into a child process with limits, its pages come out. Here not a byte of the file is parsed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO

import orjson

from alur.base.lib.extracting.faults import Fault, unreadable
from alur.base.lib.extracting.pages import LONGEST_HEADING, MOST_PAGES, Limits, Page, tidy

CHILD = "alur.base.lib.extracting.child"
READING = Limits(seconds=60, wall_seconds=180)
SCANNING = Limits(seconds=60, wall_seconds=300)
DRAWING = Limits(seconds=15, wall_seconds=30)
SCANS_AT_ONCE = 5
REFUSED = 3  # the exit code with which a child names a fault
# So many at once in a process, so that a rush for pictures leaves the processors to the pages.
AT_ONCE = BoundedSemaphore(2)


def read(file: IO[bytes], ending: str) -> list[Page]:
    """Return the pages of a file. ending: one of pages.READABLE, as told by its content (base.files).

    Pages that are scans come without text. Raises Problem `extracting.<fault>` (422).
    """
    return as_pages(run(file, ["read", ending], READING))


def read_scans(file: IO[bytes], ending: str, numbers: Sequence[int]) -> list[Page]:
    """Return pages that are scans with the text that OCR finds. numbers: at most SCANS_AT_ONCE.

    Takes Tesseract (scans.is_installed). Raises Problem `extracting.<fault>` (422).
    """
    return as_pages(run(file, ["scan", ending, *map(str, numbers[:SCANS_AT_ONCE])], SCANNING))


def draw(file: IO[bytes], ending: str, number: int) -> bytes:
    """Return how a page looks, as WebP. ending: one of pages.DRAWN. Raises Problem `extracting.<fault>` (422)."""
    return run(file, ["draw", ending, str(number)], DRAWING)


def run(file: IO[bytes], words: Sequence[str], limits: Limits) -> bytes:
    """Run the child on a file and return what it says. Raises Problem `extracting.<fault>` (422)."""
    limit = [str(each) for each in (limits.seconds, limits.memory_bytes, limits.output_bytes)]
    with AT_ONCE, TemporaryFile() as given, TemporaryFile() as said:
        file.seek(0)
        shutil.copyfileobj(file, given)
        given.seek(0)
        code = ended([sys.executable, "-I", "-m", CHILD, *limit, *words], given, said, limits.wall_seconds)
        said.seek(0)
        answer = said.read(limits.output_bytes + 1)
    if code:
        raise unreadable(fault_behind(code, answer))
    return answer


def ended(command: Sequence[str], given: IO[bytes], said: IO[bytes], wall_seconds: int) -> int:
    """Run a command to its end and return its exit code, negative for a signal. It takes along what it started."""
    # Nothing of the environment, where keys and passwords are; OCR is found by PATH.
    found = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own module, by our own Python
        command, stdin=given, stdout=said, stderr=subprocess.DEVNULL, env=found, start_new_session=True
    ) as child:
        try:
            return child.wait(timeout=wall_seconds)
        except subprocess.TimeoutExpired:
            return -signal.SIGXCPU
        finally:
            if child.returncode is None:
                os.killpg(child.pid, signal.SIGKILL)


def fault_behind(code: int, answer: bytes) -> Fault:
    """Return why a child ended with a code other than 0."""
    if code == REFUSED and (named := answer.decode("ascii", "replace")) in set(Fault):
        return Fault(named)
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        return Fault.SLOW
    # A library written in C ends with SIGABRT or SIGSEGV when it gets no memory, and when a file leads it astray.
    return Fault.HEAVY if -code in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS) else Fault.DAMAGED


def as_pages(answer: bytes) -> list[Page]:
    """Return the pages that a child has told, one a line, as if somebody else might have told them."""
    lines = answer.splitlines()[: MOST_PAGES + 1]
    if len(lines) > MOST_PAGES:
        raise unreadable(Fault.MANY_PAGES)
    return [as_page(orjson.loads(line)) for line in lines]


def as_page(told: Sequence[object]) -> Page:
    number, text, heading, is_scan = told
    one_line = " ".join(tidy(str(heading)).split())
    return Page(int(str(number)), tidy(str(text)), one_line[:LONGEST_HEADING], bool(is_scan))
