"""Copies a SQLite database while others write, checks it, and puts one in its place."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alur.base.lib.problems import Problem
from alur.cli.keeping.figures import Ask

SIDE_FILES = ("-wal", "-shm", "-journal")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
FREE_SECONDS = 2.0


def copy(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, and make sure that the copy is sound. Raises Problem if not."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as other:
        # All at once: in steps it would begin anew with each write of another.
        live.backup(other, pages=-1)
        other.execute("PRAGMA journal_mode = DELETE")
    require_sound(target)


def require_sound(path: Path) -> None:
    """Raises Problem when SQLite finds the database damaged."""
    with asking(path) as ask:
        try:
            found = [str(row[0]) for row in ask("PRAGMA integrity_check(3)")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
    if found != ["ok"]:
        raise damaged(found[0])


@contextmanager
def asking(path: Path) -> Iterator[Ask]:
    """Yield what asks the database."""
    with closing(sqlite3.connect(path)) as connection:
        ask: Callable[[str], list[Any]] = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        yield ask


def tables(ask: Ask) -> list[str]:
    """Return the names of the tables."""
    return [str(row[0]) for row in ask(TABLES)]


def require_unused(path: Path) -> None:
    """Raises Problem when another process has the database open."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=FREE_SECONDS)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")  # refused while anyone else is there
        except sqlite3.OperationalError as error:
            raise running() from error
        except sqlite3.DatabaseError:
            pass  # damaged: all the more reason to put another in its place


def put_in_place(copy_path: Path, path: Path) -> None:
    """Let a copy be the database from now on."""
    for ending in SIDE_FILES:
        Path(f"{path}{ending}").unlink(missing_ok=True)
    copy_path.replace(path)


def damaged(told: str) -> Problem:
    return Problem(
        "backup.damaged",
        f"The database is damaged: {told}.",
        mend="Restore the last good backup: alur restore PATH --force",
    )


def running() -> Problem:
    return Problem(
        "restore.running",
        "Alur is running on this database.",
        mend="Stop it (serve, worker, imports), then restore.",
    )
