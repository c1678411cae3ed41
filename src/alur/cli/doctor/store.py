"""Looks at the records and what is folded from them."""

from collections.abc import Iterator

from alur.cli.doctor.findings import Finding
from alur.config.health import checks
from alur.records.queries import state


def is_open() -> Iterator[Finding]:
    if state.head() is None:
        yield Finding(
            "The store of records was never opened.", "Nothing can be recorded.", "Run: alur init", is_fatal=True
        )


def projections_are_kept_up() -> Iterator[Finding]:
    stale = checks.stale_projections()
    if stale:
        yield Finding(
            f"Not kept up since an upgrade: {', '.join(stale)}.",
            "Pages and reports that show them are not of now.",
            f"Run: alur rebuild {' '.join(stale)}",
        )


def folding_goes_on() -> Iterator[Finding]:
    faults, lag = state.faults(), state.lag()
    if faults:
        last = faults[0]
        yield Finding(
            f"{last.projection} stumbles over the record {last.rid}: {last.error}. {lag} records wait behind it.",
            "Nobody's JP or figures move until it is mended; the records themselves are safe.",
            "Install the version that mends it, or tell its makers this line; then run: alur rebuild",
        )
    elif lag:
        yield Finding(
            f"{lag} records are stored and not yet folded.",
            "They are in no figure yet.",
            "Let a worker run (alur serve, alur worker): it folds them within a minute; or run: alur rebuild",
        )


def projections_equal_the_records() -> Iterator[Finding]:
    """Rebuild beside the live tables and compare: minutes with millions of records."""
    from alur.records.services import rebuilding

    for found in rebuilding.check():
        yield Finding(
            f"{found.table} differs from the records: {found.extra} rows too many, {found.missing} missing.",
            "Figures made of it are wrong.",
            f"See the rows: alur rebuild --check {found.projection}; put them right: alur rebuild {found.projection}",
        )
