"""Files read ahead: the same pages, whoever reads them, and a clear word when the one that reads is gone."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.utils.translation import override

from alur.base.lib.importing import cells, reading
from alur.base.lib.importing.kinds import Column, Kind
from alur.base.lib.importing.pages import pages
from alur.base.lib.importing.reading import Reading
from alur.base.lib.importing.running import Run, Tally
from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem, RejectedRow
from alur.base.lib.tabular import Line, open_table

ROWS = 50


class Inner(NamedTuple):
    id: UUID
    at: datetime


class Row(NamedTuple):
    inner: Inner
    number: int | None


def row(*, id: UUID, number: int | None) -> Row:
    return Row(Inner(id, datetime(2022, 1, 1, number or 0, tzinfo=UTC)), number)


class Shelf:
    """Takes rows in, save those of number 7."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def put(self, rows: Sequence[Row]) -> list[Verdict]:
        self.rows += rows
        return [Problem("seven", "Seven.", field="number") if each.number == 7 else Change.CREATED for each in rows]


def kind(shelf: Shelf, *, batch_rows: int = 10) -> Kind[Row]:
    columns = {"id": Column(cells.identifier, required=True), "number": Column(cells.whole(least=0, most=20))}
    return Kind(
        name="things",
        columns=columns,
        row=row,
        put=shelf.put,
        batch_rows=batch_rows,
        absent=None,
        doubt=lambda each: "odd" if each.number == 5 else "",
    )


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reading, "FIRST_ROWS", 4)
    monkeypatch.setattr(reading, "SLICE_ROWS", 3)
    with override("en"):
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "things.csv"
    lines = [f"{UUID(int=place) if place % 11 else 'no id'},{place % 23}" for place in range(ROWS)]
    found.write_text("\n".join(["id,number", *lines]), encoding="utf-8")
    return found


def taken(found: Any, shelf: Shelf) -> tuple[Tally, list[Row], list[RejectedRow], list[tuple[int, str]]]:
    refused: list[RejectedRow] = []
    doubts: list[tuple[int, str]] = []
    tally = Run(kind(shelf), reject=refused.append, doubt=lambda *each: doubts.append(each)).take_pages(found)
    return tally, shelf.rows, sorted(refused, key=lambda each: each.line), doubts


def test_read_ahead_is_the_same_as_read_here(path: Path) -> None:
    shelf, other = Shelf(), Shelf()
    with closing(open_table(path)) as table:
        here = taken(pages(kind(shelf), table.lines()), shelf)
    with closing(open_table(path)) as table, closing(Reading(kind(other), table)) as ahead:
        there = taken(ahead.pages(), other)
        assert ahead.done == table.size
    assert here == there
    assert there[0] == Tally(read=50, created=41, rejected=9)
    assert RejectedRow(9, "number", "Seven.", {"id": str(UUID(int=7)), "number": "7"}) in there[2]


def test_what_reading_raises_is_raised_where_it_is_waited_for(path: Path) -> None:
    class Torn:
        size = done = 0
        columns = ("id", "number")

        def lines(self) -> Iterator[Line]:
            for place in range(10):
                yield Line(place, {"id": str(UUID(int=place)), "number": "1"})
            raise Problem("file.torn", "Torn.", field="x", mend="Mend it.", status=410)

        def close(self) -> None:
            """Nothing is open."""

    with closing(Reading(kind(Shelf()), Torn())) as ahead, pytest.raises(Problem) as caught:
        list(ahead.pages())
    problem = caught.value
    assert (problem.code, str(problem), problem.field, problem.status) == ("file.torn", "Torn. Mend it.", "x", 410)


def test_a_reader_that_is_ended_is_told_of(path: Path) -> None:
    def ending(cell: str) -> int:
        if cell == "20":
            raise SystemExit(9)
        return int(cell)

    way_in = kind(Shelf())
    way_in = replace(way_in, columns={**way_in.columns, "number": Column(ending)})
    with closing(open_table(path)) as table, closing(Reading(way_in, table)) as ahead, pytest.raises(Problem) as caught:
        list(ahead.pages())
    assert caught.value.code == "file.reader_ended"


def test_a_file_of_one_page_needs_no_second_process(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FIRST_ROWS", ROWS + 1)
    monkeypatch.setattr(reading, "Ahead", None)
    shelf = Shelf()
    with closing(open_table(path)) as table, closing(Reading(kind(shelf, batch_rows=ROWS + 1), table)) as found:
        assert [page.read for page in found.pages()] == [ROWS]


def test_pages_are_no_larger_than_a_batch_and_keep_the_order(path: Path) -> None:
    with closing(open_table(path)) as table, closing(Reading(kind(Shelf()), table)) as ahead:
        found = list(ahead.pages())
    assert max(page.read for page in found) <= 10
    lines = [(line.number, row.number) for page in found for line, row in zip(page.lines, page.rows, strict=True)]
    assert lines == [(number, (number - 2) % 23) for number, _ in lines]
    assert [number for number, _ in lines] == sorted(number for number, _ in lines)
