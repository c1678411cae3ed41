"""Signed-in pages beside the floor page, and finishing a module beside the floor's upsert, with many users at once."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from benchmarks import load
from benchmarks.grounds import ROOT, Ground, House
from benchmarks.load import Ask
from benchmarks.measured import Goal, Measured
from benchmarks.sizes import Size

PAGES = {"/": "JP", "/rapor": "JP", "/modul": "JP", "/sesi": "Sesi", "/pusat": "JP", "/unit": "JP"}
STAFF_PAGES = ("/pusat", "/unit")
PAGE_GOAL, POST_GOAL, NO_FAULTS = Goal(at_least=0.4), Goal(at_least=0.5), Goal(at_most=0)
WORKERS, THREADS = "2", "2"
WARM_SECONDS = 1.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Users = list[Callable[[], Ask | None]]


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure pages and finishing on a ground."""
    house, floor = ground.empty(), House(folder / "floor", ground.bare())
    house.alur("demo", *(["--small"] if size.scale == "small" else []))
    signed_in = house.inside("sign_in", users=size.users)
    keys = fill_floor(floor, size.users)
    with serving(house, "alur.config.wsgi:application") as alur, serving(floor, "benchmarks.floor:application") as bare:
        pages = [page_line(ground, size, path, (alur, signed_in), (bare, keys)) for path in PAGES]
        return [*pages, *finishing(ground, size, (alur, signed_in), (bare, keys))]


def page_line(
    ground: Ground, size: Size, path: str, alur: tuple[int, dict[str, list[str]]], bare: tuple[int, list[str]]
) -> Measured:
    who = "ppsdm" if path in STAFF_PAGES else "pegawai"
    asked = [same(Ask(path, PAGES[path], cookie(key))) for key in alur[1][who]]
    floor = [same(Ask("/", "Floor", cookie(key))) for key in bare[1]]
    for port, users in ((bare[0], floor), (alur[0], asked)):
        load.run(port, users, seconds=WARM_SECONDS)
    base, ours = (
        load.run(bare[0], floor, seconds=size.load_seconds),
        load.run(alur[0], asked, seconds=size.load_seconds),
    )
    complain(base.faults + ours.faults)
    return Measured(
        f"page {path}", ground.name, f"{ours.rate:,.0f}/s", f"{base.rate:,.0f}/s", ours.rate / base.rate, PAGE_GOAL
    )


def finishing(
    ground: Ground, size: Size, alur: tuple[int, dict[str, list[str]]], bare: tuple[int, list[str]]
) -> list[Measured]:
    floor: Users = [upserts(key) for key in bare[1]]
    ours: Users = [finishes(key, alur[1]["modules"]) for key in alur[1]["learners"]]
    base = load.run(bare[0], floor, seconds=size.load_seconds)
    done = load.run(alur[0], ours, seconds=size.load_seconds)
    complain(base.faults + done.faults)
    rates = (f"{done.rate:,.0f}/s", f"{base.rate:,.0f}/s")
    return [
        Measured("finishing a module by POST", ground.name, *rates, done.rate / base.rate, POST_GOAL),
        Measured(f"faults at {size.users} writers", ground.name, "", "", len(done.faults), NO_FAULTS),
    ]


def complain(faults: list[str]) -> None:
    for fault in faults[:3]:
        print(f"  wrong answer: {fault}", flush=True)


def same(ask: Ask) -> Callable[[], Ask | None]:
    return lambda: ask


def cookie(key: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={key}"}


def upserts(key: str) -> Callable[[], Ask | None]:
    numbers = iter(range(10_000_000))
    return lambda: Ask("/upsert", "done", {**cookie(key), **FORM}, f"item={next(numbers)}")


def finishes(key: str, modules: list[str]) -> Callable[[], Ask | None]:
    """Ask for each module once, so that every answer is a new completion with its JP."""
    token = "b" * 32
    headers = {"Cookie": f"sessionid={key}; csrftoken={token}", "X-CSRFToken": token, **FORM}
    left = iter(modules)

    def ask() -> Ask | None:
        code = next(left, None)
        return Ask(f"/modul/{code}/selesai", "JP", headers, f"record_id={uuid4()}&layar=1") if code else None

    return ask


def fill_floor(floor: House, users: int) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.floor", str(users)]
    done = subprocess.run(command, env=environ(floor), cwd=ROOT, text=True, capture_output=True, check=True)
    keys: list[str] = json.loads(done.stdout)
    return keys


def environ(house: House) -> dict[str, str]:
    return {**house.environ(), "ALUR_LOG_LEVEL": "WARNING"}


@contextmanager
def serving(house: House, target: str) -> Iterator[int]:
    """Serve an application as Alur is served, and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", WORKERS, "--blocking-threads", THREADS, "--no-ws", "--log-level", "error", target]
    settings = {"DJANGO_SETTINGS_MODULE": "alur.config.settings"}
    environment = {**environ(house), **(settings if target.startswith("alur") else {})}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port} ({os.getpid()})")
