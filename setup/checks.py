"""What `make lint` and `make test` run."""

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from setup import postgres
from setup.calling import Command, Variables, captured, openly
from setup.frontend import NODE
from setup.places import BIN, FRONTEND, MODULES, PYTHON, ROOT
from setup.steps import spoken
from setup.trouble import Trouble

CODE = [name for name in ("src", "tests", "lints", "setup", "benchmarks") if (ROOT / name).is_dir()]
MOST_WORKERS = 4


@dataclass(frozen=True)
class Check:
    """One program that finds faults. title: what it looks at."""

    title: str
    command: Command
    cwd: Path = field(default=ROOT)


LINT = [
    Check("style (ruff)", [BIN / "ruff", "check", "--quiet", *CODE]),
    Check("shape (ruff format)", [BIN / "ruff", "format", "--check", "--quiet", *CODE]),
    Check("layers (import-linter)", [BIN / "lint-imports", "--no-logo"]),
    Check("writes only in services (lints)", [PYTHON, "-m", "lints"]),
    Check("types (mypy)", [BIN / "mypy", *CODE]),
    Check("types of the front end (tsc)", [NODE, MODULES / "typescript" / "bin" / "tsc", "--noEmit"], cwd=FRONTEND),
]


def lint() -> None:
    """Run all of LINT. Raises Trouble after the last when any found something."""
    with tempfile.TemporaryDirectory() as home:
        # The types' plug-in loads the settings, which make a home.
        faulty = [check.title for check in LINT if not passes(check, {"ALUR_HOME": home})]
    if faulty:
        raise Trouble(f"Faults in: {', '.join(faulty)}.", mend="`make format` mends what a machine can.")


def passes(check: Check, variables: Variables) -> bool:
    began = time.monotonic()
    code, said = captured(check.command, cwd=check.cwd, variables=variables)
    print(f"  {check.title}: {'faults' if code else 'ok'} ({time.monotonic() - began:.1f} s)", flush=True)
    if code:
        print(said, flush=True)
    return code == 0


def tests() -> int:
    """Run the tests, those marked `both` on PostgreSQL first, then all on SQLite; return pytest's code."""
    with postgres.server() as address:
        print("Tests on PostgreSQL: those marked `both`", flush=True)
        began = time.monotonic()
        code = pytest(["-m", "both"], {"ALUR_TEST_DB": "postgres", "ALUR_TEST_POSTGRES_URL": address})
    if code:
        return code
    print(f"PostgreSQL took {spoken(time.monotonic() - began)}. Tests on SQLite: all", flush=True)
    # Last of all, so that the closing line counts every test.
    return pytest([], {"ALUR_TEST_DB": "sqlite"})


def pytest(words: Sequence[str], variables: Variables) -> int:
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    # Who has nothing left takes over what waits for another: some tests look at every page.
    return openly(
        [PYTHON, "-m", "pytest", "-q", "-n", str(workers), "--dist", "worksteal", *words], variables=variables
    )
