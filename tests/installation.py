"""An installation of its own, as an administrator has it: a folder, a database, the command `alur`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from alur.config import environment

ROOT = Path(__file__).parent.parent
ENOUGH_SECONDS = 40.0


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
