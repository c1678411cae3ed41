"""Background work of knowledge: files are read."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.knowledge.services import extracting
from alur.knowledge.services.files import READ_FILE

# What a child process may take, and some more.
TIMEOUT_SECONDS = 400


@job(READ_FILE, tries=3, timeout_seconds=TIMEOUT_SECONDS)
def read_file(file: int) -> None:
    """Read a file that was attached."""
    extracting.read_file(file)


@job(extracting.READ_SCANS, tries=3, timeout_seconds=TIMEOUT_SECONDS)
def read_scans(file: int) -> None:
    """Read the next few pages of a file that are scans."""
    extracting.read_scans(file)


@job("knowledge.read_what_waits", every=timedelta(hours=1), tries=1)
def read_what_waits() -> None:
    """Ask for what was not read."""
    extracting.read_what_waits()
