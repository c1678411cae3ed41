"""A full room that checks in at once: each scan by somebody else, every answer checked, and what becomes of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue

from benchmarks import load
from benchmarks.grounds import Ground
from benchmarks.load import Ask
from benchmarks.measured import Goal, Measured
from benchmarks.pages import NO_FAULTS, cookies
from benchmarks.serving import serving
from benchmarks.sizes import Size

A_MINUTE = Goal(at_least=1_500)
PRESENT = 'id="tercatat"'  # what only the page of somebody who is noted holds
MOST_SECONDS, MINUTE_SECONDS, PERIOD_SECONDS = 120, 60, 30


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure check-ins on a ground, and how long their records take once the session is over."""
    house = ground.empty()
    house.alur("demo", *(["--small"] if size.scale == "small" else []))
    room = house.inside("fill_room", people=size.attending)
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in room["keys"]:
        waiting.put(key)
    with serving(house, "alur", ground.name) as port:
        users = [scans(waiting, room["code"], room["shown"]) for _ in range(size.users)]
        done = load.run(port, users, seconds=MOST_SECONDS)
    for fault in done.faults[:3]:
        print(f"  wrong answer: {fault}", flush=True)
    ended = house.inside("end_session", code=room["code"])
    people = len(room["keys"])
    assert ended["records"] == people, (ended, people)
    a_minute = done.rate * MINUTE_SECONDS
    return [
        Measured("check-ins by scan, a minute", ground.name, f"{done.rate:,.0f}/s", "", a_minute, A_MINUTE),
        Measured("faults in check-ins by scan", ground.name, str(len(done.faults)), "", len(done.faults), NO_FAULTS),
        Measured(f"records of {people:,} check-ins", ground.name, f"{ended['seconds']:.1f} s", "", ended["seconds"]),
    ]


def scans(waiting: "SimpleQueue[str]", code: str, shown: dict[str, str]) -> Callable[[], Ask | None]:
    """Ask as the next person of the room. shown: codes by the half minute in which the screen shows them."""

    def ask() -> Ask | None:
        try:
            key = waiting.get_nowait()
        except Empty:
            return None
        period = str(int(datetime.now(UTC).timestamp()) // PERIOD_SECONDS)
        return Ask(f"/sesi/{code}/hadir?kode={shown[period]}", PRESENT, cookies(key))

    return ask
