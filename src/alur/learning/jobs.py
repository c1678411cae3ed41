"""Background work of sessions."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.base.lib import clock
from alur.learning.services import arriving, attendance_files


@job("learning.close_presence", every=timedelta(minutes=1))
def close_presence() -> None:
    """Record the presence that has ended."""
    arriving.close_due(clock.now())


@job("learning.forget_attendance_files", every=timedelta(days=1))
def forget_attendance_files() -> None:
    """Throw away lists of participants that nobody has confirmed."""
    attendance_files.forget_old(clock.now())
