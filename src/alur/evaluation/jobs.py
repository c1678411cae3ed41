"""Background work of evaluations."""

from datetime import timedelta

from alur.base.jobs.services import job
from alur.base.lib import clock
from alur.evaluation.services import answering


@job("evaluation.pour_closed", every=timedelta(days=1))
def pour_closed() -> None:
    """Store the last answers about sessions that no longer ask."""
    answering.pour_closed(clock.now())
