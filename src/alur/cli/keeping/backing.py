"""`alur backup PATH`: the whole state in one file, at one moment, while Alur goes on serving."""

import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.cli.keeping import archive, manifest, postgres, sqlite
from alur.cli.keeping.figures import Ask, applied, figures


@dataclass(frozen=True, slots=True)
class Copied:
    """A database's copy, and what it says. tables: of the copy's own."""

    path: Path
    figures: dict[str, object]
    migrations: list[str]


@click.command("backup")
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Write database, uploaded files and signing key into one file.

    PATH: the file, or a folder in which one named after the time is made. Alur may go on serving meanwhile.
    """
    target = place(path)
    with as_problem(target):
        made = back_up(target)
    megabytes, records = target.stat().st_size / 1_000_000, made.figures["rows"]["records_statement"]
    click.echo(f"{target}: {megabytes:.1f} MB, {len(made.parts)} files, {records} records.")
    click.echo("It holds the signing key and personal data: keep it where only you can read it.")


def place(path: Path) -> Path:
    """Return the file to write. Raises Problem when another file than a backup is there, or no folder."""
    target = path / f"alur-{clock.now():%Y%m%dT%H%M%SZ}.tar" if path.is_dir() else path
    if not target.parent.is_dir():
        raise Problem("backup.no_folder", f"There is no folder {target.parent}.", field="PATH", mend="Make it first.")
    if target.exists() and not is_backup(target):
        raise Problem(
            "backup.other_file",
            f"{target} is there already and is no backup.",
            field="PATH",
            mend="Choose another name, or move that file away.",
        )
    return target


def is_backup(path: Path) -> bool:
    try:
        with tarfile.open(path, mode="r:") as tar:
            return archive.MANIFEST in tar.getnames()
    except (tarfile.TarError, OSError):
        return False


@contextmanager
def as_problem(target: Path) -> Iterator[None]:
    """Tell a full disk and the like as a Problem."""
    try:
        yield
    except OSError as error:
        raise Problem(
            "backup.not_written",
            f"{target} cannot be written: {error.strerror or error}.",
            field="PATH",
            mend="Choose a folder you may write to, with room for twice the database.",
        ) from error


def back_up(target: Path) -> manifest.Manifest:
    """Write a backup and return what it says about itself. Raises Problem when the database is damaged."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".alur-backup-") as folder:
        copied = COPIERS[connection.vendor](Path(folder) / archive.DATABASES[connection.vendor])
        with archive.written(target) as writer:
            writer.add(archive.DATABASES[connection.vendor], copied.path)
            copied.path.unlink()
            writer.add_bytes(archive.KEY, settings.SECRET_KEY.encode())
            for file in uploaded():
                writer.add(f"{archive.FILES}{file.relative_to(settings.MEDIA_ROOT).as_posix()}", file)
            made = describe(copied, writer.parts)
            writer.seal(made)
    return made


def describe(copied: Copied, parts: dict[str, manifest.Part]) -> manifest.Manifest:
    return manifest.Manifest(
        format=manifest.FORMAT,
        alur=metadata.version("alur"),
        made_at=clock.now().isoformat(timespec="seconds"),
        kind=connection.vendor,
        migrations=copied.migrations,
        figures=copied.figures,
        parts=dict(parts),
    )


def uploaded() -> Iterator[Path]:
    """Yield the uploaded files, in order."""
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        is_draft = path.name.startswith(".")  # one that is just being written
        if path.is_file() and not path.is_symlink() and not is_draft:
            yield path


def copy_sqlite(target: Path) -> Copied:
    source = Path(connection.settings_dict["NAME"])
    if not source.exists():
        raise Problem("backup.no_database", f"There is no database {source}.", mend="Run: alur init")
    try:
        sqlite.copy(source, target)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error  # the copy could not be written
    except sqlite3.DatabaseError as error:
        raise sqlite.damaged(str(error)) from error
    with sqlite.asking(target) as ask:
        return described(target, ask, sqlite.tables(ask))


def copy_postgres(target: Path) -> Copied:
    with postgres.snapshot() as snapshot:
        postgres.dump(target, snapshot=snapshot)
        return described(target, postgres.ask, postgres.tables(postgres.ask))


def described(path: Path, ask: Ask, tables: list[str]) -> Copied:
    if "records_head" not in tables:
        raise Problem("backup.no_database", "The database is empty.", mend="Run: alur init")
    return Copied(path, figures(ask, tables), applied(ask))


COPIERS: dict[str, Callable[[Path], Copied]] = {"sqlite": copy_sqlite, "postgresql": copy_postgres}
