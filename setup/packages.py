"""The Python environment: .venv with the locked packages of each group, and Alur itself in it."""

import importlib.util
import shutil
import sys
from pathlib import Path

from setup import debian
from setup.calling import Command, quietly
from setup.places import BIN, PYTHON, ROOT, VENV
from setup.steps import Step, Tick

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCKS = ROOT / "requirements"
GROUPS = ("runtime", "dev", "build", "model")


def venv() -> Step:
    return Step(
        name="venv",
        title=f"Environment for Python {VERSION}",
        run=make_venv,
        facts=(sys.version, str(VENV), pinned("uv", LOCKS / "build.txt")),
        outputs=(PYTHON, BIN / "uv"),
        usual_seconds=6,
    )


def locked(*groups: str, usual_seconds: float) -> Step:
    """Return the step that installs groups of locked packages, checked by their hashes."""
    paths = [LOCKS / f"{group}.txt" for group in groups]

    def install(tick: Tick) -> None:
        chosen: list[str | Path] = [word for path in paths for word in ("-r", path)]
        quietly([*uv("install"), "--require-hashes", *chosen], tick=tick)

    return Step(
        name=f"packages-{'-'.join(groups)}",
        title=f"Python packages: {', '.join(groups)}",
        run=install,
        needs=("venv",),
        inputs=tuple(f"requirements/{group}.txt" for group in groups),
        outputs=(PYTHON,),
        usual_seconds=usual_seconds,
    )


def alur() -> Step:
    """Return the step that puts this checkout's code, editable, and the command `alur` into the environment."""

    def install(tick: Tick) -> None:
        quietly([*uv("install"), "--no-deps", "--no-build-isolation", "--editable", ROOT], tick=tick)

    return Step(
        name="alur",
        title="The command alur",
        run=install,
        needs=("venv",),
        inputs=("pyproject.toml",),
        outputs=(BIN / "alur",),
        usual_seconds=1,
    )


def make_venv(tick: Tick) -> None:
    """Make .venv with uv in it, by whatever this Python has: venv, pip, or apt."""
    if not has("ensurepip") and not has("pip"):
        debian.install(f"python{VERSION}-venv", reason=f"Python {VERSION} has neither venv nor pip", tick=tick)
        importlib.invalidate_caches()
    shutil.rmtree(VENV, ignore_errors=True)
    bare = [] if has("ensurepip") else ["--without-pip"]
    quietly([sys.executable, "-m", "venv", *bare, VENV], tick=tick)
    pip: Command = [sys.executable, "-m", "pip", "--python", PYTHON] if bare else [PYTHON, "-m", "pip"]
    pin = VENV / "uv.txt"
    pin.write_text(pinned("uv", LOCKS / "build.txt"), encoding="utf-8")
    quietly([*pip, "install", "--require-hashes", "-r", pin], tick=tick)


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def pinned(name: str, lock: Path) -> str:
    """Return the lines of lock that pin name with its hashes."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next(place for place, line in enumerate(lines[start:], start) if not line.endswith("\\"))
    return "\n".join(lines[start : end + 1]) + "\n"


def uv(*words: str) -> list[str | Path]:
    return [BIN / "uv", "pip", *words, "--python", PYTHON]


def lock(tick: Tick, *, upgrade: bool) -> None:
    """Lock each group anew, with hashes and without addresses; later groups agree with earlier ones."""
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
    # Addresses of an index belong to a machine, not to the project.
    options += ["--no-emit-index-url", "--no-emit-find-links", *(["--upgrade"] if upgrade else [])]
    for group in GROUPS:
        names = [f"{group}.in", "--output-file", f"{group}.txt"]
        quietly([BIN / "uv", "pip", "compile", *options, *names], cwd=LOCKS, tick=tick)
