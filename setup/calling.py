"""Starts programs: quietly into a log that is shown when one fails, or in the open."""

import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from setup.places import OWN, ROOT, environment
from setup.trouble import Trouble

Command = Sequence[str | Path]
Variables = Mapping[str, str]
NONE_MORE: Variables = MappingProxyType({})
TAIL_LINES = 25
TICK_SECONDS = 0.25


def quietly(
    command: Command,
    *,
    cwd: Path = ROOT,
    tick: Callable[[], None] = lambda: None,
    variables: Variables = NONE_MORE,
) -> None:
    """Run command, its output in .setup/log. Raises Trouble with the log's end.

    tick: called while it runs; variables: of the environment, besides ours.
    """
    OWN.mkdir(exist_ok=True)
    log = OWN / "log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            words(command), cwd=cwd, env=environment(variables), stdout=output, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            time.sleep(TICK_SECONDS)
            tick()
    if process.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
        said = "\n".join(f"    {line}" for line in lines)
        raise Trouble(f"This failed: {shlex.join(words(command))}\n{said}", mend=f"All it said: {log}")


def openly(command: Command, *, cwd: Path = ROOT, variables: Variables = NONE_MORE) -> int:
    """Run command with its output in the open and return its exit code."""
    return subprocess.run(words(command), cwd=cwd, env=environment(variables), check=False).returncode


def captured(command: Command, *, cwd: Path = ROOT, variables: Variables = NONE_MORE) -> tuple[int, str]:
    """Run command and return its exit code and all it said."""
    done = subprocess.run(
        words(command),
        cwd=cwd,
        env=environment(variables),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def words(command: Command) -> list[str]:
    return [str(word) for word in command]


def is_there(program: str) -> bool:
    """Tell whether program is on the PATH."""
    return shutil.which(program) is not None
