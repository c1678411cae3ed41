"""Projections rebuilt beside the live ones and compared, as `alur rebuild --check` does."""

from pathlib import Path

from benchmarks.grounds import Ground
from benchmarks.measured import Goal, Measured
from benchmarks.sizes import Size

STATEMENTS_A_SECOND = Goal(at_least=15_000)


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure a rebuild on a ground."""
    people, years = size.rebuild
    house = ground.empty()
    house.inside("fill", scale=size.scale, people=people, years=years)
    reading = house.inside("read_all")
    found = house.inside("rebuild")
    count = found["statements"]
    return [
        Measured(
            f"rebuild and comparison of {count:,} statements, a second",
            ground.name,
            f"{found['seconds']:.0f} s, {found['peak_kilobytes'] / 1024:.0f} MB",
            f"{reading['seconds']:.0f} s to read and parse them",
            count / found["seconds"],
            STATEMENTS_A_SECOND,
        )
    ]
