"""Where is measured: installations of their own on SQLite and on PostgreSQL, gone afterwards."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg

from alur.config import environment
from setup import postgres

ROOT = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class House:
    """An installation. address: its DATABASE_URL."""

    home: Path
    address: str

    def environ(self) -> dict[str, str]:
        """Return the environment of its processes."""
        bare = {name: value for name, value in os.environ.items() if name not in environment.VARIABLES}
        own = {"ALUR_HOME": str(self.home), "DATABASE_URL": self.address, "ALUR_LOG_LEVEL": "INFO"}
        return {**bare, **own, "DJANGO_SETTINGS_MODULE": "alur.config.settings"}

    def alur(self, *words: str) -> str:
        """Run a command of Alur and return what it said. Raises RuntimeError when it fails."""
        return self._said([sys.executable, "-m", "alur.cli.main", *words])

    def inside(self, task: str, **arguments: Any) -> dict[str, Any]:
        """Carry out a task of `benchmarks.inside` in a process of its own and return what it found."""
        lines = self._said([sys.executable, "-m", "benchmarks.inside", task, json.dumps(arguments)]).splitlines()
        found: dict[str, Any] = json.loads(lines[-1])
        return found

    def _said(self, command: list[str]) -> str:
        done = subprocess.run(command, env=self.environ(), cwd=ROOT, text=True, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command[2:])} failed: {done.stderr[-2000:]}")
        return done.stdout


class Ground(Protocol):
    """A kind of database to measure on."""

    name: str

    def empty(self) -> House:
        """Return a new installation, ready to import."""

    def copy(self, house: House) -> House:
        """Return an installation that holds what another holds."""

    def bare(self) -> str:
        """Return the address of a new database without any table."""


@dataclass
class SqliteGround:
    """Files in a folder that goes with the run."""

    folder: Path
    name: str = "sqlite"
    _numbers: Iterator[int] = field(default_factory=count)
    _pattern: House | None = None

    def empty(self) -> House:
        self._pattern = self._pattern or opened(self._house())
        return self.copy(self._pattern)

    def copy(self, house: House) -> House:
        new = self._house()
        shutil.copytree(house.home, new.home)
        return new

    def bare(self) -> str:
        return f"sqlite:///{self.folder / f'bare{next(self._numbers)}.sqlite3'}"

    def _house(self) -> House:
        home = self.folder / f"home{next(self._numbers)}"
        return House(home, f"sqlite:///{home / 'alur.sqlite3'}")


@dataclass
class PostgresGround:
    """Databases on a server. server: address of one that lets us create databases."""

    folder: Path
    server: str
    name: str = "postgresql"
    _numbers: Iterator[int] = field(default_factory=count)
    _made: list[str] = field(default_factory=list)
    _pattern: House | None = None

    def empty(self) -> House:
        self._pattern = self._pattern or opened(self._house(self._create()))
        return self.copy(self._pattern)

    def copy(self, house: House) -> House:
        return self._house(self._create(template=house.address.rpartition("/")[2]))

    def bare(self) -> str:
        return self._address(self._create())

    def drop_all(self) -> None:
        """Remove the databases made."""
        with psycopg.connect(self.server, autocommit=True) as connection:
            for name in self._made:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def _create(self, *, template: str = "template1") -> str:
        name = f"alur_bench_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
            # What was copied shall not be written out while something is measured.
            connection.execute(b"CHECKPOINT")
        self._made.append(name)
        return name

    def _house(self, database: str) -> House:
        return House(self.folder / database, self._address(database))

    def _address(self, database: str) -> str:
        return f"{self.server.rpartition('/')[0]}/{database}"


def opened(house: House) -> House:
    house.alur("init")
    return house


@contextmanager
def ground(name: str) -> Iterator[Ground]:
    """Give a ground of the kind named within the block."""
    with tempfile.TemporaryDirectory(prefix="alur-bench-") as folder:
        make: Callable[[Path], Any] = {"sqlite": on_sqlite, "postgresql": on_postgres}[name]
        with make(Path(folder)) as found:
            yield found


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Ground]:
    yield SqliteGround(folder)


@contextmanager
def on_postgres(folder: Path) -> Iterator[Ground]:
    with postgres.server() as server:
        found = PostgresGround(folder, server)
        try:
            yield found
        finally:
            found.drop_all()
