"""Steps that are skipped when what they depend on is unchanged, and that say how long is left."""

import fcntl
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setup.places import OWN, ROOT

LEDGER = OWN / "steps.json"
Tick = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to be done.

    needs: steps that undo this one when they are done again; inputs: globs whose files decide whether it is still
    done; facts: other things that do; outputs: what must exist for it to be done; usual_seconds: what it took on two
    cores, until this machine's own time is known.
    """

    name: str
    title: str
    run: Callable[[Tick], None]
    needs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    outputs: tuple[Path, ...] = ()
    usual_seconds: float = 1.0

    def fingerprint(self) -> str:
        """Return the hash of all that the step depends on."""
        digest = hashlib.sha256("\n".join(self.facts).encode())
        for path in files(self.inputs):
            digest.update(f"\n{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
        return digest.hexdigest()


def files(globs: Sequence[str]) -> list[Path]:
    """Return the files of this checkout that match any of globs, in one order everywhere."""
    return sorted({path for each in globs for path in ROOT.glob(each) if path.is_file()})


def ledger() -> dict[str, Any]:
    """Return what is known of earlier runs, by step: its fingerprint and seconds."""
    try:
        return dict(json.loads(LEDGER.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def is_done(step: Step) -> bool:
    """Tell whether step was done with the same inputs and its outputs are still there."""
    known = ledger().get(step.name, {})
    return all(path.exists() for path in step.outputs) and known.get("fingerprint") == step.fingerprint()


def carry_out(steps: Sequence[Step]) -> None:
    """Do the steps that are not done yet, in their order. Raises Trouble when one fails."""
    with alone():
        waiting = to_do(steps)
        began = time.monotonic()
        for place, step in enumerate(waiting):
            left = sum(expected_seconds(each) for each in waiting[place:])
            line = Line(f"[{place + 1}/{len(waiting)}] {step.title}", left_seconds=left)
            step.run(line.tick)
            note(step, seconds=line.close())
        if waiting:
            print(f"Set up in {spoken(time.monotonic() - began)}.", flush=True)


def to_do(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that are not done, and those that need one of them."""
    waiting: list[Step] = []
    for step in steps:
        if not is_done(step) or any(other.name in step.needs for other in waiting):
            waiting.append(step)
    return waiting


@contextmanager
def alone() -> Iterator[None]:
    """Hold this checkout, waiting while another make sets it up."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another make sets this folder up; waiting for it …", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def expected_seconds(step: Step) -> float:
    return float(ledger().get(step.name, {}).get("seconds", step.usual_seconds))


def note(step: Step, *, seconds: float) -> None:
    """Remember that step is done, and that those which need it are no longer."""
    known = ledger()
    for other in known.values():
        if step.name in other["needs"]:
            other["fingerprint"] = ""
    known[step.name] = {"fingerprint": step.fingerprint(), "needs": step.needs, "seconds": round(seconds, 1)}
    OWN.mkdir(exist_ok=True)
    LEDGER.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


class Line:
    """A line that says what runs and how long is left; on a terminal it counts down."""

    def __init__(self, label: str, *, left_seconds: float) -> None:
        self.label = label
        self.left_seconds = left_seconds
        self.began = time.monotonic()
        self.is_live = sys.stdout.isatty()
        print(f"{label} … about {spoken(left_seconds)} left", end="" if self.is_live else "\n", flush=True)

    def tick(self) -> None:
        if self.is_live:
            left = max(self.left_seconds - (time.monotonic() - self.began), 1)
            print(f"\r\033[K{self.label} … about {spoken(left)} left", end="", flush=True)

    def close(self) -> float:
        """End the line and return the seconds it took."""
        seconds = time.monotonic() - self.began
        if self.is_live:
            print(f"\r\033[K{self.label}: {spoken(seconds)}", flush=True)
        return seconds


def spoken(seconds: float) -> str:
    """Return a duration for people: `40 s`, `2 min 10 s`."""
    whole = max(round(seconds), 1)
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
