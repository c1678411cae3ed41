"""The demonstration's own data files."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTENT = HERE / "content"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of data/NAME.csv."""
    with (HERE / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def tree(name: str) -> dict[str, Any]:
    """Return data/NAME.toml."""
    return tomllib.loads((HERE / "data" / f"{name}.toml").read_text(encoding="utf-8"))
