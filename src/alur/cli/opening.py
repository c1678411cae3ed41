"""`alur init`: an installation ready to import. Safe to repeat."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity
from alur.cli import guards
from alur.credit.services.rules import ensure_rules
from alur.records.services.months import ensure_months
from alur.records.services.opening import open_store
from alur.search.models import Document

OWNER_ONLY = 0o700


@click.command("init")
def command() -> None:
    """Make the database ready to import: tables, store, first rules. Changes nothing that is there."""
    for line in initialize():
        click.echo(line)


def initialize() -> Iterator[str]:
    """Bring folder, database and store into shape, telling each thing that was done.

    Raises Problem when the folder is not ours or projections must be rebuilt first.
    """
    own_folder(settings.HOME)
    own_folder(settings.MEDIA_ROOT)
    yield f"Folder {settings.HOME}"
    yield f"Database {database_name()}: {migrate()}"
    months = ensure_months(since=clock.now(), until=clock.now())
    if months:
        yield f"Made the partitions {', '.join(months)}"
    if tables := guards.put_back():
        yield f"Put the guards back that refuse changes of {', '.join(tables)}."
    stale = open_store() + unfilled()
    ensure_rules()
    yield "The store is open." if not stale else f"To be rebuilt: {', '.join(stale)}. Run: alur rebuild"


def unfilled() -> list[str]:
    """Return the index of the search when it is still to be made of what there is."""
    return ["search"] if Activity.objects.exists() and not Document.objects.exists() else []


def own_folder(path: Path) -> None:
    """Make a folder that only we may enter. Raises Problem when it belongs to others or is shared with all."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        found = path.stat()
        if found.st_mode & stat.S_ISVTX:
            raise Problem(
                "cli.shared_folder",
                f"{path} is a folder that all share.",
                field="ALUR_HOME",
                mend="Give the installation a folder of its own.",
            )
        if stat.S_IMODE(found.st_mode) != OWNER_ONLY:
            path.chmod(OWNER_ONLY)
    except OSError as error:
        raise Problem(
            "cli.folder",
            f"{path} cannot be used: {error.strerror}.",
            field="ALUR_HOME",
            mend=f"Let user {os.getuid()} own it, or set ALUR_HOME to another folder.",
        ) from error


def migrate() -> str:
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        call_command("migrate", verbosity=0, interactive=False)
    if not settings.REDIS_URL:
        call_command("createcachetable", verbosity=0)
    return f"{pending} migrations applied." if pending else "up to date."


def database_name() -> str:
    host = connection.settings_dict["HOST"]
    return f"{connection.settings_dict['NAME']} at {host}" if host else str(connection.settings_dict["NAME"])
