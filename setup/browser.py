"""Chromium for the tests: Debian's own package; nothing is downloaded past the package manager."""

import os
from pathlib import Path

from setup import debian
from setup.steps import Step, Tick

CHROMIUM = Path(os.environ.get("ALUR_TEST_CHROMIUM", "/usr/bin/chromium"))


def chromium() -> Step:
    """Return the step that sees to a browser."""

    def install(tick: Tick) -> None:
        if not CHROMIUM.exists():
            reason = f"The tests need Chromium at {CHROMIUM}; ALUR_TEST_CHROMIUM may name another place"
            debian.install("chromium", "fonts-dejavu-core", reason=reason, tick=tick)

    return Step(
        name="chromium",
        title="Chromium for the tests",
        run=install,
        outputs=(CHROMIUM,),
        usual_seconds=30,
    )
