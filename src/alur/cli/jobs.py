"""`alur jobs`: background work that has failed."""

import click

from alur.base.jobs import queries, services


@click.group()
def command() -> None:
    """Background work that has failed."""


@command.command("list")
def list_failures() -> None:
    """List the failed jobs with their numbers, the last first."""
    for failure in queries.failures():
        ids = " ".join(f"{name}={value}" for name, value in failure.ids.items())
        click.echo(f"{failure.pk}\t{failure.at:%Y-%m-%dT%H:%M:%SZ}\t{failure.name}\t{ids}\t{failure.error}")


@command.command()
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Ask for the failed job NUMBER again."""
    services.retry(number)
    click.echo("It is in the queue.")


@command.command()
@click.argument("number", type=int)
def forget(number: int) -> None:
    """Let the failed job NUMBER be."""
    services.forget(number)
    click.echo("Forgotten.")
