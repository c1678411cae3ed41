"""The figures that are asked of the database when someone reads the metrics."""

from collections.abc import Iterator

from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from alur.base.jobs import queries as jobs
from alur.records.queries import state

GAUGES = {
    "alur_statements_stored": ("Learning records in the store.", state.stored_count),
    "alur_projection_lag_statements": ("Records stored and not yet folded.", state.lag),
    "alur_projection_faults": ("Faults that hold folding back.", lambda: len(state.faults())),
    "alur_jobs_waiting": ("Background work that is due and not taken up.", jobs.waiting),
    "alur_jobs_failed": ("Background work that has failed for good.", lambda: len(jobs.failures())),
}


class DatabaseFigures(Collector):
    """Asks the database. When it does not answer, says only that."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            numbers = {name: count() for name, (_told, count) in GAUGES.items()}
        except DatabaseError:
            numbers = {}
        yield GaugeMetricFamily("alur_database_up", "Whether the database answers.", value=int(bool(numbers)))
        for name, value in numbers.items():
            yield GaugeMetricFamily(name, GAUGES[name][0], value=value)
