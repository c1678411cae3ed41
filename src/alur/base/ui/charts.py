"""The geometry of charts: where values stand in a field of 100 by 100. Pure; the macros draw what is said here."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import TypeAlias

Value: TypeAlias = int | float | Decimal | None
SIDE = 100.0
STEPS = tuple(map(Decimal, (2, 4, 6, 8, 10)))
LEAST_TOP = Decimal(2)
HEAT_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart, as paths for an SVG; "" where there is none.

    path: of its stretches; dots: of each value; open_path: on to the value that is not final yet; open_dot: this value.
    """

    path: str
    dots: str
    open_path: str = ""
    open_dot: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines over one scale. ticks: its whole numbers from the top down, each with its height from above."""

    top: Decimal
    ticks: tuple[tuple[Decimal, float], ...]
    lines: tuple[Line, ...]


def top_of(values: Sequence[Value]) -> Decimal:
    """Return where a scale from 0 ends: an even number of tens' powers, so that half of it is round too; at least 2."""
    most = max([Decimal(str(value)) for value in values if is_number(value)], default=Decimal(0))
    if most <= LEAST_TOP:
        return LEAST_TOP
    power = Decimal(1).scaleb(most.adjusted())
    return next(step * power for step in STEPS if step * power >= most)


def is_number(value: Value) -> bool:
    return value is not None and isfinite(value)


def height(value: Value, top: Decimal) -> float:
    """Return how high a value stands, 0 to 100; below 0 and above the top count as those."""
    if not is_number(value):
        return 0.0
    share = Decimal(str(value)) / top
    return round(float(min(max(share, Decimal(0)), Decimal(1))) * SIDE, 2)


def across(place: int, count: int) -> float:
    """Return where the middle of the place-th of count equal columns lies."""
    return round((place + 0.5) * SIDE / count, 2)


def line_plot(series: Sequence[Sequence[Value]], running: int | None = None) -> Plot:
    """Return the lines of series over one scale. A value that is None leaves a gap.

    running: place of the value in the first series that is not final yet.
    """
    top = top_of([value for values in series for value in values])
    ticks = tuple((top * part / 2, round(SIDE - float(part) * SIDE / 2, 2)) for part in (2, 1, 0))
    places = [running, *[None] * len(series)]
    return Plot(top, ticks, tuple(line(*each, top) for each in zip(series, places, strict=False)))


def line(values: Sequence[Value], running: int | None, top: Decimal) -> Line:
    points = points_of(values, top)
    if running is None:
        return Line(*strokes(points))
    last, final = points[running], [*points[:running], None, *points[running + 1 :]]
    open_path, _ = strokes([points[running - 1] if running else None, last])
    return Line(*strokes(final), open_path if "L" in open_path else "", strokes([last])[1])


def strokes(points: Sequence[tuple[float, float] | None]) -> tuple[str, str]:
    """Return the path through points, and that of their dots."""
    stretches, dots, goes_on = [], [], False
    for point in points:
        if point is None:
            goes_on = False
            continue
        x, y = point
        stretches.append(f"{'L' if goes_on else 'M'}{x:g} {y:g}")
        # A stretch of no length, which the round end of the stroke makes a dot however the picture is stretched.
        dots.append(f"M{x:g} {y:g}h0")
        goes_on = True
    return "".join(stretches), "".join(dots)


def points_of(values: Sequence[Value], top: Decimal) -> list[tuple[float, float] | None]:
    """Return the point of each value, y counted from above; None for none."""
    return [
        (across(place, len(values)), round(SIDE - height(value, top), 2)) if is_number(value) else None
        for place, value in enumerate(values)
    ]


def heat_levels(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return how warm each cell is, 0 for nothing to 5 for near the most."""
    most = max((value for row in rows for value in row), default=0)
    return [[level(value, most) for value in row] for row in rows]


def level(value: int, most: int) -> int:
    return -(-value * HEAT_LEVELS // most) if value > 0 else 0
