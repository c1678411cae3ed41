"""Signed-in pages beside the floor page, and finishing a module beside the floor's upsert, with many users at once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import uuid4

from benchmarks import load
from benchmarks.grounds import ROOT, Ground, House
from benchmarks.load import Ask, Users
from benchmarks.measured import Goal, Measured
from benchmarks.serving import serving
from benchmarks.sizes import Size

# What only the right answer to the right person holds.
PAGES = {
    "/": "<h1>Halo, ",
    "/rapor": "<h1>Rapor JP ",
    "/modul": "<h1>Modul</h1>",
    "/sesi": 'id="lalu"',
    "/pusat": 'id="tabel"',
    "/unit": "Pegawai pada ",
}
FLOOR_PAGE, FLOOR_UPSERT, FINISHED = "<title>Floor</title>", "done", 'class="finished"'
STAFF_PAGES = ("/pusat", "/unit")
PAGE_GOAL, POST_GOAL, NO_FAULTS = Goal(at_least=0.4), Goal(at_least=0.5), Goal(at_most=0)
TOKEN = "b" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}


class Side(NamedTuple):
    """A server and the users who ask it."""

    port: int
    users: Users


class Round(NamedTuple):
    """Right answers a second of Alur and of the floor, one right after the other, and what was wrong."""

    alur: float
    floor: float
    faults: list[str]


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure pages and finishing on a ground."""
    house, floor = ground.empty(), House(folder / "floor", ground.bare())
    house.alur("demo", *(["--small"] if size.scale == "small" else []))
    signed_in = house.inside("sign_in", users=size.users, modules=size.modules)
    keys = fill_floor(floor, size.users)
    with serving(house, "alur", ground.name) as alur, serving(floor, "floor", ground.name) as bare:
        floor_page = Side(bare, [same(Ask("/", FLOOR_PAGE, cookies(key))) for key in keys])
        lines = []
        for path, expected in PAGES.items():
            who = signed_in["ppsdm" if path in STAFF_PAGES else "pegawai"]
            page = Side(alur, [same(Ask(path, expected, cookies(key))) for key in who])
            lines += compared(f"page {path}", ground.name, rounds(page, floor_page, size), PAGE_GOAL)[:1]
        finish = Side(alur, [finishes(key, signed_in["modules"]) for key in signed_in["learners"]])
        upsert = Side(bare, [upserts(key) for key in keys])
        return [*lines, *compared("finishing a module by POST", ground.name, rounds(finish, upsert, size), POST_GOAL)]


def rounds(alur: Side, floor: Side, size: Size) -> list[Round]:
    """Let the users of both ask in turn."""
    for side in (floor, alur):
        load.run(side.port, side.users, seconds=size.warm_seconds)
    return [one_round(alur, floor, size) for _ in range(size.rounds)]


def one_round(alur: Side, floor: Side, size: Size) -> Round:
    base = load.run(floor.port, floor.users, seconds=size.load_seconds)
    done = load.run(alur.port, alur.users, seconds=size.load_seconds)
    return Round(done.rate, base.rate, [*base.faults, *done.faults])


def compared(what: str, database: str, found: Sequence[Round], goal: Goal) -> list[Measured]:
    """Return the line of rates and that of wrong answers. Raises RuntimeError when a page is wrong."""
    faults = [fault for each in found for fault in each.faults]
    for fault in faults[:3]:
        print(f"  wrong answer: {fault}", flush=True)
    alur, floor = (median(rates) for rates in ([each.alur for each in found], [each.floor for each in found]))
    ratio = median(each.alur / each.floor for each in found)
    return [
        Measured(what, database, f"{alur:,.0f}/s", f"{floor:,.0f}/s by the floor", ratio, goal),
        Measured(f"faults in {what}", database, str(len(faults)), "", len(faults), NO_FAULTS),
    ]


def same(ask: Ask) -> Callable[[], Ask | None]:
    return lambda: ask


def cookies(key: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={key}; csrftoken={TOKEN}"}


def upserts(key: str) -> Callable[[], Ask | None]:
    numbers = iter(range(10_000_000))
    return lambda: Ask("/upsert", FLOOR_UPSERT, {**cookies(key), **FORM}, f"item={next(numbers)}")


def finishes(key: str, modules: Sequence[str]) -> Callable[[], Ask | None]:
    """Ask for each module once, so that every answer is a new completion with its JP."""
    left: Iterator[str] = iter(modules)

    def ask() -> Ask | None:
        code = next(left, None)
        body = f"record_id={uuid4()}&layar=1"
        return Ask(f"/modul/{code}/selesai", FINISHED, {**cookies(key), **FORM}, body) if code else None

    return ask


def fill_floor(floor: House, users: int) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.floor", str(users)]
    done = subprocess.run(command, env=floor.environ(), cwd=ROOT, text=True, capture_output=True, check=True)
    keys: list[str] = json.loads(done.stdout)
    return keys
