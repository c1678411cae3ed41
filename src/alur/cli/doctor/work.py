"""Looks at background work."""

from collections.abc import Iterator
from datetime import timedelta

from alur.base.jobs import queries
from alur.cli.doctor.findings import Finding

LONG = timedelta(minutes=10)


def failures() -> Iterator[Finding]:
    for failure in queries.failures():
        yield Finding(
            f"The job {failure.name} has failed after {failure.attempts} attempts: {failure.error}.",
            "What it was to do is not done.",
            f"Mend the cause, then run: alur jobs retry {failure.pk} (or let it be: alur jobs forget {failure.pk})",
        )


def somebody_works() -> Iterator[Finding]:
    waited = queries.longest_wait()
    if waited > LONG:
        yield Finding(
            f"Background work has been waiting for {waited // timedelta(minutes=1)} minutes.",
            "Nobody does it: no worker runs, or the one that runs hangs.",
            "Start one: alur serve, or alur worker",
        )
