"""Background work of reports."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.base.lib import clock
from alur.insight.services import sending


@job("insight.queue_reports", every=timedelta(minutes=15))
def queue_reports() -> None:
    """Ask for the reports that are due."""
    sending.queue_due(clock.now())


@job(sending.JOB, tries=8)
def send_report(delivery_id: int) -> None:
    """Send a report by mail."""
    sending.send(delivery_id)
