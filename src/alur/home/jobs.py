"""Background work of the pages that join domains."""

from datetime import timedelta
from uuid import UUID

from alur.base.jobs.services import job
from alur.base.lib import clock
from alur.home.importers import uploads
from alur.home.services import imports

LONGEST_SECONDS = 3_600


@job("home.check_import", tries=2, timeout_seconds=LONGEST_SECONDS)
def check_import(id: str) -> None:
    """Look through an uploaded file."""
    uploads.check(UUID(id))


@job("home.take_import", tries=2, timeout_seconds=LONGEST_SECONDS)
def take_import(id: str) -> None:
    """Take an uploaded file in."""
    uploads.take(UUID(id))


@job("home.forget_imports", every=timedelta(days=1))
def forget_imports() -> None:
    """Throw away old uploads."""
    imports.forget_old(clock.now())
