"""An installation of its own, as an administrator has it: a folder, a database, the command `alur`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from alur.config import environment

ON_POSTGRES = os.environ.get("ALUR_TEST_DB", "sqlite") == "postgres"
SERVER = os.environ.get("ALUR_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
ROOT = Path(__file__).parent.parent
ENOUGH_SECONDS = 90.0  # on a machine with much else to do


@dataclass
class Installation:
    """Runs `alur` with a home of its own. settings: module of Django's settings; more: further variables."""

    home: Path
    settings: str = "alur.config.settings"
    more: dict[str, str] = field(default_factory=dict)
    started: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.home / "alur.sqlite3"

    def environ(self) -> dict[str, str]:
        bare = {name: value for name, value in os.environ.items() if name not in environment.VARIABLES}
        own = {"ALUR_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": self.settings, "PYTHONPATH": str(ROOT)}
        return {**bare, **own, **self.more}

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            self.command(arguments),
            env=self.environ(),
            cwd=ROOT,
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )

    def said(self, *arguments: str) -> str:
        """Run a command that must succeed, and return what it said."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, source: str) -> str:
        """Run lines of Python with Django made ready, and return what they printed."""
        lines = f"import django; django.setup()\n{source}"
        done = subprocess.run(
            [sys.executable, "-c", lines], env=self.environ(), cwd=ROOT, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start a command that goes on; it is ended with the test. Its output goes to home/output."""
        with (self.home.parent / "output").open("a") as output:
            process = subprocess.Popen(
                self.command(arguments), env=self.environ(), cwd=ROOT, text=True, stdout=output, stderr=output
            )
        self.started.append(process)
        return process

    def output(self) -> str:
        """Return what the started commands have written."""
        return (self.home.parent / "output").read_text()

    def command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "alur.cli.main", *arguments]

    def end(self) -> None:
        """End what was started."""
        for process in self.started:
            process.terminate()
            try:
                process.wait(ENOUGH_SECONDS)
            finally:
                process.kill()


def wait_for(happened: Callable[[], object], *, seconds: float = ENOUGH_SECONDS) -> None:
    """Wait until something is true."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that `alur init` has made, to be copied."""
    made = Installation(tmp_path_factory.mktemp("fresh") / "home")
    made.said("init")
    return made.home


@pytest.fixture
def installation(fresh_home: Path, tmp_path: Path) -> Iterator[Installation]:
    """Give an installation that is ready to import, empty, on SQLite."""
    home = tmp_path / "home"
    shutil.copytree(fresh_home, home)
    made = Installation(home)
    yield made
    made.end()


class Homes:
    """Makes installations on the database under test, copied from a template where that is quicker."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Installation] = []
        self._databases: list[str] = []

    def make(self, name: str, *, like: Installation | None = None) -> Installation:
        """Return an installation, without a database's tables unless it is to be like another."""
        home = self._folder / name / "home"
        if like:
            shutil.copytree(like.home, home)
        else:
            home.mkdir(parents=True)
        made = Installation(home, more=self._database(f"{name}_{os.getpid()}", like) if ON_POSTGRES else {})
        self._made.append(made)
        return made

    def end(self) -> None:
        """End what was started and remove the databases."""
        for made in self._made:
            made.end()
        for name in self._databases:
            server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _database(self, name: str, like: Installation | None) -> dict[str, str]:
        template = f' TEMPLATE "{urlsplit(like.more["DATABASE_URL"]).path[1:]}"' if like else ""
        server(f'DROP DATABASE IF EXISTS "{name}"')
        server(f'CREATE DATABASE "{name}"{template}')
        self._databases.append(name)
        return {"DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{name}").geturl()}


def server(sql: str) -> None:
    """Tell the PostgreSQL server something that concerns no database."""
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql)


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[Homes]:
    """Give what makes installations."""
    made = Homes(tmp_path)
    yield made
    made.end()


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Give an installation with the small demo, to be copied (`homes.make(…, like=small_demo)`), not changed."""
    homes = Homes(tmp_path_factory.mktemp("demo"))
    made = homes.make("demo")
    made.said("init")
    made.said("demo", "--small")
    yield made
    homes.end()
