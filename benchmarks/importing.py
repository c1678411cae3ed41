"""Imports beside the bare table; their memory; the staff list."""

import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from alur.cli.demo.scale import Scale
from benchmarks import bare, inside, material
from benchmarks.grounds import Ground, House
from benchmarks.measured import Goal, Measured
from benchmarks.sizes import Size

EIGHTH = Goal(at_least=1 / 8)
FLAT = Goal(at_most=1.25)
STAFF_SECONDS = Goal(at_most=15)


class Round(NamedTuple):
    """Rows a second, measured one right after the other.

    bare: into a bare table; alur: by the import; copied: of what the import left, into the same tables by the driver
    alone; kilobytes: the import's most memory.
    """

    bare: float
    alur: float
    copied: float
    kilobytes: int


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure imports on a ground."""
    scale = inside.scale_named(size.scale)
    house, staff = prepared(ground, folder, scale)
    few = material.write_csv(folder / "few.csv", material.completions(scale, size.rows))
    many = material.write_csv(folder / "many.csv", material.completions(scale, size.many_rows))
    rounds = [one_round(ground, house, few, size.rows) for _ in range(size.rounds)]
    large = ground.copy(house).inside("import_file", kind="completions", path=str(many))
    kilobytes = large["peak_kilobytes"]
    return [staff, rate(ground, rounds, size), ceiling(ground, rounds), memory(ground, rounds, kilobytes, size)]


def prepared(ground: Ground, folder: Path, scale: Scale) -> tuple[House, Measured]:
    """Return a house with staff and modules, and how long the staff took by the whole command."""
    house = ground.empty()
    files = dict(material.reference_files(folder, scale))
    house.alur("import", "units", str(files["units"]))
    begun = time.perf_counter()
    house.alur("import", "employees", str(files["employees"]))
    taken = time.perf_counter() - begun
    house.alur("import", "modules", str(files["modules"]))
    count = len(bare.rows_of(files["employees"]))
    return house, Measured(f"import of {count:,} employees", ground.name, f"{taken:.1f} s", "", taken, STAFF_SECONDS)


def one_round(ground: Ground, house: House, path: Path, count: int) -> Round:
    baseline = bare.seconds(ground.bare(), bare.rows_of(path))
    filled = ground.copy(house)
    found = filled.inside("import_file", kind="completions", path=str(path))
    copied = bare.copied_seconds(filled.address, ground.copy(house).address)
    return Round(count / baseline, count / found["seconds"], count / copied, found["peak_kilobytes"])


def rate(ground: Ground, rounds: list[Round], size: Size) -> Measured:
    return Measured(
        f"import of {size.rows:,} completions with projections",
        ground.name,
        f"{median(each.alur for each in rounds):,.0f} rows/s",
        f"{median(each.bare for each in rounds):,.0f} rows/s into a bare table",
        median(each.alur / each.bare for each in rounds),
        EIGHTH,
    )


def ceiling(ground: Ground, rounds: list[Round]) -> Measured:
    return Measured(
        "what that import wrote, by the driver alone",
        ground.name,
        f"{median(each.alur for each in rounds):,.0f} rows/s",
        f"{median(each.copied for each in rounds):,.0f} rows/s into the same six tables",
        median(each.alur / each.copied for each in rounds),
    )


def memory(ground: Ground, rounds: list[Round], large_kilobytes: int, size: Size) -> Measured:
    small_kilobytes = median(each.kilobytes for each in rounds)
    return Measured(
        f"memory of an import of {size.many_rows:,} rows",
        ground.name,
        f"{large_kilobytes / 1024:.0f} MB",
        f"{small_kilobytes / 1024:.0f} MB with {size.rows:,}",
        large_kilobytes / small_kilobytes,
        FLAT,
    )
