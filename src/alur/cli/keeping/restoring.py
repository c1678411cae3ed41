"""`alur restore PATH`: an installation as it was backed up, proved by its hashes and figures."""

import os
import shutil
import tempfile
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from alur.base.access.models import Account
from alur.base.lib.problems import Problem
from alur.cli import opening
from alur.cli.keeping import archive, postgres, sqlite
from alur.cli.keeping.figures import Ask, differences, figures
from alur.cli.keeping.manifest import Manifest
from alur.people.models import Employee
from alur.records.models import Statement

DRAFT = ".restore-"
RECORDED = (Account, Employee, Statement)


@click.command("restore")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace what this installation holds.")
def command(path: Path, *, force: bool) -> None:
    """Put the state of the backup PATH into this installation, which must be empty and not running."""
    wanted = archive.verified(path)
    require_fitting(wanted)
    require_free(force=force)
    opening.own_folder(settings.HOME)
    for left in settings.HOME.glob(f"{DRAFT}*"):
        shutil.rmtree(left)  # of a restore that was killed
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=DRAFT) as folder:
        archive.extracted(path, into=Path(folder))
        RESTORERS[connection.vendor](Path(folder), wanted)
        restore_files(Path(folder) / "files")
        restore_secret(Path(folder) / archive.KEY)
    click.echo(f"Restored the state of {wanted.made_at}; its figures are those of the backup.")
    tell_what_remains(wanted)


def require_fitting(wanted: Manifest) -> None:
    """Raises Problem when the backup is of another kind of database or of a later Alur."""
    if wanted.kind != connection.vendor:
        raise Problem(
            "restore.other_kind",
            f"The backup is of {wanted.kind}, this installation uses {connection.vendor}.",
            field="DATABASE_URL",
            mend=f"Set DATABASE_URL to a {wanted.kind} database.",
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in wanted.migrations if name not in known]
    if unknown:
        raise Problem(
            "restore.later_version",
            f"The backup was made by Alur {wanted.alur}, which knows more than this one ({unknown[0]}).",
            field="PATH",
            mend=f"Restore it with Alur {wanted.alur} or later.",
        )


def require_free(*, force: bool) -> None:
    """Raises Problem when Alur is running here, or holds data and force was not given."""
    if connection.vendor == "sqlite":
        sqlite.require_unused(database_path())
    else:
        postgres.require_unused()
        postgres.undo_interrupted()
    if not force and (holds_rows() or holds_files()):
        raise Problem(
            "restore.not_empty",
            "This installation holds data.",
            field="--force",
            mend="Restore elsewhere (another ALUR_HOME or DATABASE_URL), or back it up and add --force to replace it.",
            status=409,
        )


def holds_rows() -> bool:
    if connection.vendor == "sqlite" and not database_path().exists():
        return False
    present = set(connection.introspection.table_names())
    found = any(model.objects.exists() for model in RECORDED if model._meta.db_table in present)
    connection.close()
    return found


def holds_files() -> bool:
    return Path(settings.MEDIA_ROOT).is_dir() and any(Path(settings.MEDIA_ROOT).iterdir())


def database_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def restore_sqlite(folder: Path, wanted: Manifest) -> None:
    copy = folder / archive.DATABASES["sqlite"]
    sqlite.require_sound(copy)
    with sqlite.asking(copy) as ask:
        verify(ask, sqlite.tables(ask), wanted)
    connection.close()
    sqlite.put_in_place(copy, database_path())


def restore_postgres(folder: Path, wanted: Manifest) -> None:
    source = folder / archive.DATABASES["postgresql"]
    postgres.put_in_place(source, verify=lambda: verify(postgres.ask, postgres.tables(postgres.ask), wanted))


def verify(ask: Ask, tables: list[str], wanted: Manifest) -> None:
    """Raises Problem when the restored database shows other figures than the backup says."""
    told = differences(wanted.figures, figures(ask, tables))
    if told:
        raise Problem(
            "restore.other_figures",
            f"The restored database differs from the backup's figures: {'; '.join(told[:5])}.",
            mend="Take another backup. Nothing was changed here.",
        )


def restore_files(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    place = Path(settings.MEDIA_ROOT)
    if place.exists():
        for old in place.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    place.mkdir(parents=True, exist_ok=True, mode=opening.OWNER_ONLY)
    for new in folder.iterdir():
        shutil.move(str(new), str(place / new.name))  # the storage may lie on another disk


def restore_secret(source: Path) -> None:
    source.replace(settings.HOME / "secret.key")


def tell_what_remains(wanted: Manifest) -> None:
    if os.environ.get("ALUR_SECRET_KEY"):
        click.echo("ALUR_SECRET_KEY goes before the restored key: if it differs, everyone signs in anew.")
    if {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations} - set(wanted.migrations):
        click.echo("The backup is of an earlier Alur. Run: alur init")


RESTORERS = {"sqlite": restore_sqlite, "postgresql": restore_postgres}
