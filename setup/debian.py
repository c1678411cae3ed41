"""Installs Debian packages where we may, and says the line to type where we may not."""

import os
from pathlib import Path

from setup.calling import is_there, quietly
from setup.steps import Tick
from setup.trouble import Trouble


def install(*packages: str, reason: str, tick: Tick) -> None:
    """Install packages by apt. reason: what is missing. Raises Trouble when that is not ours to do."""
    if os.geteuid() != 0 or not is_there("apt-get"):
        line = f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
        raise Trouble(f"{reason}.", mend=f"On Debian or Ubuntu run: {line}")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if not any(Path("/var/lib/apt/lists").glob("*_Packages*")):
        quietly([*apt, "update"], tick=tick)
    try:
        fetch(apt, packages, tick)
    except Trouble:
        # The lists may be older than the mirror.
        quietly([*apt, "update"], tick=tick)
        fetch(apt, packages, tick)


def fetch(apt: list[str], packages: tuple[str, ...], tick: Tick) -> None:
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    quietly(command, tick=tick, variables={"DEBIAN_FRONTEND": "noninteractive"})
