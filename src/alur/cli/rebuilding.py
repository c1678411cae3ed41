"""`alur rebuild`: projections made again from the records alone."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from alur.records.services.rebuilding import Difference


@click.command("rebuild")
@click.argument("projections", nargs=-1)
@click.option("--check", is_flag=True, help="Change nothing; say what differs from the live projections.")
def command(projections: tuple[str, ...], check: bool) -> None:
    """Rebuild PROJECTIONS (all when none is named) from the records.

    Exit 1 when --check finds a row that differs.
    """
    from alur.cli.progress import counting
    from alur.records.models import Statement
    from alur.records.services import rebuilding

    work = rebuilding.check if check else rebuilding.rebuild
    with counting("Records", total=Statement.objects.count()) as progress:
        differences = work(projections, progress=progress)
    report(differences, check=check)
    if check and differences:
        sys.exit(1)


def report(differences: "Sequence[Difference]", *, check: bool) -> None:
    """Say what differed."""
    for found in differences:
        click.echo(
            f"{found.projection}: {found.table}: {found.extra} rows only live, {found.missing} rows only rebuilt"
        )
        for where, row in found.examples:
            click.echo(f"  {where}: {row}")
    if not differences:
        click.echo("The live projections equal the rebuilt ones, row for row.")
    elif not check:
        click.echo("Put right.")
