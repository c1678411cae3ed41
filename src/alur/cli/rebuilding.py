"""`alur rebuild`: projections made again from the records alone."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from alur.records.services.rebuilding import Difference


SEARCH = "search"


@click.command("rebuild")
@click.argument("projections", nargs=-1)
@click.option("--check", is_flag=True, help="Change nothing; say what differs from the live projections.")
def command(projections: tuple[str, ...], check: bool) -> None:
    """Rebuild PROJECTIONS (all when none is named) from the records.

    `search` is the index of the search, made from what modules, sessions and knowledge items say.

    Exit 1 when --check finds a row that differs.
    """
    from alur.cli.progress import counting
    from alur.records.models import Statement
    from alur.records.services import rebuilding

    of_records = tuple(name for name in projections if name != SEARCH)
    is_other = False
    if of_records or not projections:
        work = rebuilding.check if check else rebuilding.rebuild
        with counting("Records", total=Statement.objects.count()) as progress:
            differences = work(of_records, progress=progress)
        report(differences, check=check)
        is_other = bool(differences)
    if SEARCH in projections or not projections:
        is_other = index_again(check=check) or is_other
    if check and is_other:
        sys.exit(1)


def index_again(*, check: bool) -> bool:
    """Make the index of the search again, or compare it; tell whether it differed."""
    from alur.cli.progress import counting
    from alur.search.models import Document
    from alur.search.services import rebuilding

    work = rebuilding.check if check else rebuilding.rebuild
    with counting("Documents", total=Document.objects.count()) as progress:
        wrong = work(progress=progress)
    for line in wrong:
        click.echo(f"search: {line}")
    if not wrong:
        click.echo("The index of the search equals the one made anew, row for row.")
    elif not check:
        click.echo("Put right.")
    return bool(wrong)


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
