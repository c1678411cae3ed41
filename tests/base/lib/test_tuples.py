"""Rows kept column by column read like any others."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.importing.packing import pack, unpack
from alur.base.lib.tuples import Tuples, column_of, columns_of, joined, those


class Point(NamedTuple):
    x: int
    words: str | None


POINTS = st.lists(st.builds(Point, st.integers(0, 5), st.none() | st.text(max_size=3)), min_size=1)


def kept(points: list[Point]) -> Tuples[Point]:
    return Tuples(Point, zip(*points, strict=True))


@given(POINTS)
def test_they_are_the_rows_that_were_given(points: list[Point]) -> None:
    rows = kept(points)
    assert (list(rows), len(rows), rows[-1]) == (points, len(points), points[-1])
    assert list(rows[1:]) == points[1:]
    assert {type(row) for row in rows} == {Point}
    assert list(column_of(rows, "x")) == list(column_of(points, "x"))
    assert [list(column) for column in columns_of(rows)] == [list(column) for column in columns_of(points)]


@given(POINTS, st.data())
def test_those_that_are_wanted_are_left(points: list[Point], data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.booleans(), min_size=len(points), max_size=len(points)))
    left = [point for point, is_wanted in zip(points, wanted, strict=True) if is_wanted]
    assert list(those(kept(points), wanted)) == list(those(points, wanted)) == left


@given(st.lists(POINTS))
def test_parts_are_joined_however_they_are_kept(parts: list[list[Point]]) -> None:
    whole = [point for part in parts for point in part]
    assert list(joined(parts)) == whole
    assert list(joined([kept(part) for part in parts])) == whole
    assert list(joined([kept(part) if place % 2 else part for place, part in enumerate(parts)])) == whole


@given(POINTS)
def test_they_are_sent_as_they_are(points: list[Point]) -> None:
    assert list(unpack(pack(points))) == list(unpack(pack(kept(points)))) == points
