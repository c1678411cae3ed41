"""The geometry of charts: whatever the values, the picture stays in its field and says what they say."""

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.ui.charts import HEAT_LEVELS, heat_levels, line_plot, points_of, top_of

numbers = st.one_of(
    st.none(),
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12),
    st.floats(),
)
series = st.lists(st.lists(numbers, max_size=40), max_size=4)


def said(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", path.replace("h0", ""))]


@given(series=series)
def test_points_lie_in_the_field(series: list[list[object]]) -> None:
    plot = line_plot(series)  # type: ignore[arg-type]

    assert len(plot.lines) == len(series)
    assert all(0 <= number <= 100 for line in plot.lines for path in (line.path, line.dots) for number in said(path))
    assert [y for _, y in plot.ticks] == [0, 50, 100]


@given(values=st.lists(st.integers(0, 10**40), min_size=1))
def test_the_scale_holds_every_value_and_is_not_far_above(values: list[int]) -> None:
    top = top_of(values)

    assert top >= max(values)
    assert top <= max(2, 2 * max(values))
    assert int(top) % 2 == 0


@given(values=st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
def test_who_has_more_stands_higher(values: list[int]) -> None:
    heights = [100 - point[1] for point in points_of(values, top_of(values)) if point]

    for value, height in zip(values, heights, strict=True):
        assert height == pytest.approx(float(value / top_of(values)) * 100, abs=0.01)


def test_a_month_to_come_leaves_a_gap() -> None:
    line = line_plot([[1, None, Decimal(2), 2, None]]).lines[0]

    assert line.path == "M10 50M50 0L70 0"
    assert line.dots == "M10 50h0M50 0h0M70 0h0"


def test_a_value_that_is_not_final_is_drawn_open() -> None:
    this, before = line_plot([[1, 2, 1, None], [2, 2, 2, 2]], 2).lines

    assert (this.path, this.dots) == ("M12.5 50L37.5 0", "M12.5 50h0M37.5 0h0")
    assert (this.open_path, this.open_dot) == ("M37.5 0L62.5 50", "M62.5 50h0")
    assert (before.open_path, before.open_dot) == ("", "")
    alone = line_plot([[1, None]], 0).lines[0]
    assert (alone.path, alone.open_path, alone.open_dot) == ("", "", "M25 50h0")


@pytest.mark.parametrize("values", [[], [0, 0], [None], [math.nan, math.inf]])
def test_nothing_to_show_is_still_a_chart(values: list[float | None]) -> None:
    plot = line_plot([values])

    assert [str(each) for each in (plot.top, *(tick for tick, _ in plot.ticks))] == ["2", "2", "1", "0"]
    assert all(y == 100 for y in said(plot.lines[0].path)[1::2])


@given(rows=st.lists(st.lists(st.integers(0, 10**30), min_size=1), max_size=7))
def test_heat_follows_the_count(rows: list[list[int]]) -> None:
    pairs = sorted(
        (count, level)
        for row, levels in zip(rows, heat_levels(rows), strict=True)
        for count, level in zip(row, levels, strict=True)
    )

    assert [level for _, level in pairs] == sorted(level for _, level in pairs)
    assert all((count > 0) == (level > 0) and level <= HEAT_LEVELS for count, level in pairs)
    assert not pairs or pairs[-1][1] in (0, HEAT_LEVELS)
