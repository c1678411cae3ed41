"""Background work of knowledge: files are read, searches that found nothing are forgotten in time."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.knowledge.services import extracting, missing
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


@job("knowledge.forget_found", every=timedelta(days=1), tries=1)
def forget_found() -> None:
    """Forget searches that find something by now."""
    missing.forget_found()
