"""Background work of the store."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.base.lib import clock
from alur.records.services import folding, months


@job("records.catch_up", every=timedelta(minutes=1), tries=1)
def catch_up() -> None:
    """Fold what a fault held back."""
    folding.catch_up()


@job("records.months", every=timedelta(days=1))
def ensure_months() -> None:
    """Make the partitions of the coming months."""
    months.ensure_months(since=clock.now(), until=clock.now())
