"""The command `alur`: one group whose commands are loaded when they are asked for, so that `--help` is quick."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module, metadata

import click

from alur.base.lib.problems import Problem, as_text
from alur.cli.readiness import set_up_django

REFUSED = 2
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Entry:
    """A command by where it lies. help: its line in the list; needs_django: set up before its module is loaded."""

    place: str
    help: str
    needs_django: bool = True


COMMANDS = {
    "init": Entry("alur.cli.opening:command", "Make the database ready to import."),
    "serve": Entry("alur.cli.serving:command", "Serve the pages and work in the background.", needs_django=False),
    "worker": Entry("alur.cli.serving:worker", "Work in the background alone.", needs_django=False),
    "up": Entry("alur.cli.serving:up", "Make ready, load the demo when empty, serve.", needs_django=False),
    "demo": Entry("alur.cli.demoyear:command", "Load the demonstration year into an empty database."),
    "import": Entry("alur.cli.imports:command", "Take the rows of a file in."),
    "export": Entry("alur.cli.exports:command", "Write modules' contents or all knowledge as files."),
    "report": Entry("alur.cli.reports:command", "The figures."),
    "search": Entry("alur.cli.searching:command", "Look for what answers a question."),
    "embed": Entry("alur.cli.embedding:command", "Work out what passages mean, for the search."),
    "rebuild": Entry("alur.cli.rebuilding:command", "Make projections again from the records, or compare."),
    "backup": Entry("alur.cli.keeping.backing:command", "Write the whole state into one file."),
    "restore": Entry("alur.cli.keeping.restoring:command", "Put a backup's state into this installation."),
    "doctor": Entry("alur.cli.doctor.command:command", "Say what is wrong and how to mend it.", needs_django=False),
    "jobs": Entry("alur.cli.jobs:command", "Background work that has failed."),
    "accounts": Entry("alur.cli.accounts:command", "Accounts and their roles."),
    "credentials": Entry("alur.cli.credentials:command", "Credentials of other systems."),
}


class Commands(click.Group):
    """Finds commands in the table and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_django:
            set_up_django()
        return load(entry)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


def load(entry: Entry) -> click.Command:
    module, _, attribute = entry.place.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


@click.group(cls=Commands)
@click.version_option(metadata.version("alur"), prog_name="alur", message="%(prog)s %(version)s")
def alur() -> None:
    """Alur: learning records in government agencies, from the work to its figures."""


def main() -> None:
    """Run a command. Exit codes: 2 when it is refused, with what is wrong and how to mend it; 130 when interrupted."""
    try:
        alur.main(standalone_mode=False)
    except Problem as problem:
        refuse(as_text(problem))
    except click.exceptions.Exit as asked:
        sys.exit(asked.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        silence()
    except Exception as error:
        if not is_from_database(error):
            raise
        refuse(f"The database cannot be used: {first_line(error)}. Run: alur doctor")


def is_from_database(error: Exception) -> bool:
    # Asked by name: a command that needs no database has not loaded Django's.
    return any(kind.__module__ == "django.db.utils" for kind in type(error).__mro__)


def first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def refuse(text: str) -> None:
    click.echo(text, err=True)
    sys.exit(REFUSED)


def silence() -> None:
    # Who read our output has gone; what is still buffered has nowhere to go.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


if __name__ == "__main__":
    main()
