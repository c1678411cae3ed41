"""Dumps a PostgreSQL database at one moment, and puts a dump in place of what is there, whole or not at all."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from alur.base.lib.lifeline import end_with_parent
from alur.base.lib.problems import Problem
from alur.cli.keeping.figures import Ask

DEBIAN = Path("/usr/lib/postgresql")
ASIDE = "before_restore"
LEAVING_SECONDS = 5.0
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def ask(sql: str) -> list[Any]:
    """Ask the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def tables(ask: Ask) -> list[str]:
    """Return the names of the tables, without the partitions of others."""
    found = ask(
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relkind IN ('r', 'p') AND NOT relispartition"
    )
    return [str(row[0]) for row in found]


@contextmanager
def snapshot() -> Iterator[str]:
    """Hold still what is seen within the block, and yield the name by which others see the same."""
    with transaction.atomic():
        ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield str(ask("SELECT pg_export_snapshot()")[0][0])


def dump(target: Path, *, snapshot: str) -> None:
    """Write what the snapshot sees. Raises Problem when pg_dump is missing or refuses."""
    schema = str(ask("SELECT current_schema()")[0][0])
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--schema={schema}"]
    run("pg_dump", [*options, f"--file={target}"])


def require_unused() -> None:
    """Raises Problem when others stay connected to the database."""
    until = time.monotonic() + LEAVING_SECONDS
    while ask(OTHERS)[0][0]:
        if time.monotonic() < until:
            time.sleep(0.2)
            continue
        raise Problem(
            "restore.running",
            "Others are connected to this database.",
            mend="Stop Alur (serve, worker, imports) and other programs that use it, then restore.",
        )


def is_interrupted() -> bool:
    """Tell whether a restore was broken off, so that what was there before lies aside."""
    return bool(ask(f"SELECT 1 FROM pg_namespace WHERE nspname = '{ASIDE}'"))


def undo_interrupted() -> None:
    """Let what was there before a restore that was broken off be there again."""
    if is_interrupted():
        put_back(str(ask("SELECT current_schema()")[0][0] or "public"))


def put_back(schema: str) -> None:
    ask(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
    ask(f'ALTER SCHEMA {ASIDE} RENAME TO "{schema}"')


def put_in_place(source: Path, *, verify: Callable[[], None]) -> None:
    """Let a dump be the database from now on; when it cannot be, or verify raises, all stays as it was."""
    schema = str(ask("SELECT current_schema()")[0][0])
    ask(f'ALTER SCHEMA "{schema}" RENAME TO {ASIDE}')
    try:
        ask(f'CREATE SCHEMA "{schema}"')
        run("pg_restore", ["--no-owner", "--no-privileges", "--single-transaction", *without_schema(source)])
        verify()
    except BaseException:
        put_back(schema)
        raise
    ask(f"DROP SCHEMA {ASIDE} CASCADE")


def without_schema(source: Path) -> list[str]:
    # The schema is there already; the dump would make it once more.
    listed = run("pg_restore", ["--list", str(source)], connect=False)
    contents = source.with_suffix(".list")
    contents.write_text("".join(f"{line}\n" for line in listed.splitlines() if " SCHEMA - " not in line))
    return [f"--use-list={contents}", str(source)]


def run(program: str, arguments: Sequence[str], *, connect: bool = True) -> str:
    """Run one of PostgreSQL's programs and return its output. Raises Problem when it is missing or refuses."""
    settings = connection.settings_dict
    keys = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    known = {key: settings[name] for key, name in keys.items() if settings[name]}
    to = [f"--dbname={make_conninfo('', **known, **url_options(settings))}"] if connect else []
    done = subprocess.run(  # noqa: S603 - the program that we found
        [find(program), *to, *arguments],
        env={**os.environ, "PGPASSWORD": str(settings["PASSWORD"] or "")},
        text=True,
        capture_output=True,
        check=False,
        preexec_fn=end_with_parent,
    )
    if done.returncode:
        raise refused(program, done.stderr)
    return done.stdout


def url_options(settings: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in settings["OPTIONS"].items() if isinstance(value, str)}


def find(program: str) -> str:
    """Return where a program of PostgreSQL is, the newest where there are several. Raises Problem."""
    installed = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]), reverse=True)
    found = str(installed[0]) if installed else shutil.which(program)
    if found is None:
        raise Problem(
            "backup.program_missing",
            f"{program} was not found.",
            mend="Install PostgreSQL's client: apt-get install postgresql-client",
        )
    return found


def refused(program: str, told: str) -> Problem:
    lines = [line for line in told.strip().splitlines() if line] or ["it says nothing"]
    return Problem(
        "backup.program_refused",
        f"{program}: {lines[0].removeprefix(f'{program}: ').removeprefix('error: ')}",
        mend="Mend what it names; its version must not be older than the server's.",
    )
