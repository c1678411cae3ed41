"""What the figures were measured on, without its name."""

import os
import platform
import re
import sqlite3
from pathlib import Path


def described() -> str:
    """Return processor, cores, memory and versions in a line."""
    model = found(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo"), platform.machine())
    kilobytes = int(found(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo"), "0"))
    return (
        f"{os.cpu_count()} cores of {model}, {kilobytes / 1024 / 1024:.0f} GB of memory, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def found(pattern: str, path: Path, otherwise: str) -> str:
    match = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE) if path.exists() else None
    return match[1].strip() if match else otherwise


def load() -> float:
    """Return how many processes wanted a core in the last minute: above the cores, figures say less."""
    return os.getloadavg()[0]
