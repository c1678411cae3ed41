"""Each bench runs, at a size that says nothing about speed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHES
from benchmarks.grounds import Ground, ground
from benchmarks.measured import Goal, Measured, table
from benchmarks.sizes import SMALL

LINES = {"import": 4, "rebuild": 1, "report": 1, "search": 8, "pages": 8, "attending": 3, "painting": 29}


@pytest.fixture(scope="module")
def on_sqlite() -> Iterator[Ground]:
    with ground("sqlite") as found:
        yield found


@pytest.mark.parametrize("name", list(BENCHES))
def test_a_bench_measures_all_its_lines(name: str, on_sqlite: Ground, tmp_path: Path) -> None:
    lines = BENCHES[name](on_sqlite, SMALL, tmp_path)

    assert [line.database for line in lines] == ["sqlite"] * LINES[name]
    faults = [line.value for line in lines if line.what.startswith("faults")]
    assert faults == ([0] if name in ("pages", "attending") else [])
    assert all(line.value > 0 for line in lines if not line.what.startswith(("faults", "what moves")))


def test_the_table_says_which_goals_are_missed() -> None:
    lines = [
        Measured("page /", "sqlite", "200/s", "400/s", 0.5, Goal(at_least=0.4)),
        Measured("report", "postgresql", "3 ms", "2 ms", 1.5, Goal(at_most=1.2)),
        Measured("the driver alone", "sqlite", "", "", 31_000.0),
    ]

    assert table(lines).splitlines() == [
        "| what             | database   | Alur  | baseline | ratio  | goal  | met |",
        "|------------------|------------|-------|----------|--------|-------|-----|",
        "| page /           | sqlite     | 200/s | 400/s    | 0.5    | ≥ 0.4 | yes |",
        "| report           | postgresql | 3 ms  | 2 ms     | 1.5    | ≤ 1.2 | NO  |",
        "| the driver alone | sqlite     |       |          | 31,000 |       |     |",
    ]
