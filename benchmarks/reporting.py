"""The year's figures with ten times the statements."""

from pathlib import Path

from benchmarks import material
from benchmarks.grounds import Ground
from benchmarks.measured import Goal, Measured
from benchmarks.sizes import Size

NO_SLOWER = Goal(at_most=1.2)
TIMES = 30


def measure(ground: Ground, size: Size, folder: Path) -> list[Measured]:
    """Measure the report of a year on a ground, the same people having learnt for one year and for many."""
    one, many = ground.empty(), ground.empty()
    few_statements = one.inside("fill", scale=size.scale, people=1, years=1)["statements"]
    many_statements = many.inside("fill", scale=size.scale, people=1, years=size.report_years)["statements"]
    quick = one.inside("report", year=material.YEAR, times=TIMES)
    slow = many.inside("report", year=material.YEAR, times=TIMES)
    assert quick["completions"] == slow["completions"], (quick, slow)
    return [
        Measured(
            f"report year over {many_statements:,} statements",
            ground.name,
            f"{slow['seconds'] * 1000:.1f} ms",
            f"{quick['seconds'] * 1000:.1f} ms over {few_statements:,}",
            slow["seconds"] / quick["seconds"],
            NO_SLOWER,
        )
    ]
