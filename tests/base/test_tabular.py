"""Files as they come: from spreadsheets, editors and other systems, broken and hostile ones too."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from alur.base.lib.problems import Problem
from alur.base.lib.tabular import open_table
from alur.base.lib.tabular.textlines import MOST_BYTES

A, B = {"a": "1", "b": "x"}, {"a": "2", "b": "y"}


def read(path: Path) -> list[tuple[int, dict[str, str], str]]:
    """Return (line, values, problem code) of each row."""
    table = open_table(path)
    try:
        return [(line.number, line.values, line.problem.code if line.problem else "") for line in table.lines()]
    finally:
        table.close()


def read_text(folder: Path, content: str | bytes, *, ending: str = "csv") -> list[tuple[int, dict[str, str], str]]:
    path = folder / f"rows.{ending}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def refusal(folder: Path, content: bytes, *, ending: str = "csv") -> tuple[str, str]:
    with pytest.raises(Problem) as caught:
        read_text(folder, content, ending=ending)
    assert caught.value.mend
    return caught.value.code, caught.value.field


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,x\n2,y\n",
        "a;b\n1;x\n2;y\n",
        "\ufeffa,b\r\n1,x\r\n2,y",
        " A , b \n1,x\n2,y\n",
        '"a","b"\n"1","x"\n"2","y"\n',
        "\n a,b\n1,x\n2,y\n"[1:],
        "a,b,,\n1,x,,\n2,y,,\n",
    ],
    ids=["comma", "semicolon", "bom-crlf", "spaced", "quoted", "indented", "trailing-separators"],
)
def test_csv_in_its_spellings_reads_the_same(tmp_path: Path, content: str) -> None:
    assert read_text(tmp_path, content) == [(2, A, ""), (3, B, "")]


def test_empty_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    assert read_text(tmp_path, "\n\na,b\n\n1,x\n,\n  \n2,y\n") == [
        (5, A, ""),
        (7, {"a": "  "}, "file.uneven_row"),
        (8, B, ""),
    ]


def test_quoted_values_hold_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    rows = read_text(tmp_path, 'a,b\n"1,5","x ""y""\n\nz"\n2,y\n')
    assert rows == [(2, {"a": "1,5", "b": 'x "y"\n\nz'}, ""), (5, B, "")]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ('"1,x', "file.unclosed_quote"),
        ('"1"x,y', "file.stray_quote"),
        ("1", "file.uneven_row"),
        ("1,x,more", "file.uneven_row"),
        ("1,\0", "file.nul"),
    ],
)
def test_a_broken_line_costs_no_other(tmp_path: Path, broken: str, code: str) -> None:
    rows = read_text(tmp_path, f"a,b\n1,x\n{broken}\n2,y\n")
    assert [rows[0], rows[-1]] == [(2, A, ""), (4, B, "")]
    assert [(line, problem) for line, _, problem in rows[1:-1]] == [(3, code)]


def test_a_quote_inside_a_plain_value_is_just_a_quote(tmp_path: Path) -> None:
    assert read_text(tmp_path, 'a,b\n1,5" pipe\n2,y\n') == [(2, {"a": "1", "b": '5" pipe'}, ""), (3, B, "")]


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    rows = read_text(tmp_path, b"a,b\n1,x\n1,\xe9\n2,y\n")
    assert rows == [(2, A, ""), (3, {}, "file.not_utf8"), (4, B, "")]


def test_a_line_without_end_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    rows = read_text(tmp_path, b"a,b\n1,x\n1," + b"z" * (2 * MOST_BYTES + 5) + b"\n2,y\n")
    assert rows == [(2, A, ""), (3, {}, "file.line_too_long"), (4, B, "")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ("file.empty", "")),
        (b"\n\n", ("file.empty", "")),
        (b"\xef\xbb\xbf", ("file.empty", "")),
        (b"a,b,A\n", ("file.column_twice", "a")),
        (b"a,,b\n", ("file.unnamed_column", "")),
        ("a,b\n1,x\n".encode("utf-16"), ("file.utf16", "")),
        (b"a,b\r1,x\r", ("file.line_ends", "")),
        (b'"a,b\n1,x\n', ("file.unclosed_quote", "")),
        (b"a,\xff\n", ("file.not_utf8", "")),
    ],
)
def test_a_first_line_that_names_no_columns(tmp_path: Path, content: bytes, told: tuple[str, str]) -> None:
    assert refusal(tmp_path, content) == told


def test_json_lines(tmp_path: Path) -> None:
    rows = read_text(
        tmp_path,
        '{"a": 1, "B": "x"}\n\n{"a": null, "b": ["p", "q"]}\n{"a": true}\n{"a": 0.25}\n{"a": 198609262015051001}\n',
        ending="jsonl",
    )
    assert rows == [
        (1, A, ""),
        (3, {"a": "", "b": "p;q"}, ""),
        (4, {"a": "true"}, ""),
        (5, {"a": "0.25"}, ""),
        (6, {"a": "198609262015051001"}, ""),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"a": 1', (2, {}, "file.broken_json")),
        ("[1]", (2, {}, "file.broken_json")),
        ('{"a": NaN}', (2, {}, "file.broken_json")),
        ('{"a": "\\ud800"}', (2, {}, "file.broken_json")),
        ('{"a": {"b": 1}}', (2, {"a": ""}, "file.nested_value")),
        ("{" * 100_000, (2, {}, "file.broken_json")),
    ],
)
def test_a_broken_json_line_costs_no_other(tmp_path: Path, line: str, told: tuple[int, dict[str, str], str]) -> None:
    rows = read_text(tmp_path, f'{{"a":"1","b":"x"}}\n{line}\n{{"a":"2","b":"y"}}\n', ending="jsonl")
    assert rows == [(1, A, ""), told, (3, B, "")]


def sheet(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(place, column, value, moment if isinstance(value, datetime) else day)
            else:
                page.write(place, column, value)
    book.close()
    return path


def test_spreadsheet_cells_become_text(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Code", "value"],
        ["text", "x\ny"],
        ["whole", 7],
        ["fraction", 92.5],
        [],
        ["day", date(2022, 1, 2)],
        ["moment", datetime(2022, 1, 2, 10, 7, 13)],  # noqa: DTZ001  a sheet knows no zones
        ["flag", True],
        ["empty", None],
    ]
    assert read(sheet(tmp_path / "rows.xlsx", rows)) == [
        (2, {"code": "text", "value": "x\ny"}, ""),
        (3, {"code": "whole", "value": "7"}, ""),
        (4, {"code": "fraction", "value": "92.5"}, ""),
        (6, {"code": "day", "value": "2022-01-02T00:00:00"}, ""),
        (7, {"code": "moment", "value": "2022-01-02T10:07:13"}, ""),
        (8, {"code": "flag", "value": "true"}, ""),
        (9, {"code": "empty", "value": ""}, ""),
    ]


def test_every_second_of_a_day_survives_a_spreadsheet(tmp_path: Path) -> None:
    moments = [datetime(2022, 11, 30, s // 3600, s // 60 % 60, s % 60) for s in range(0, 86_400, 7)]  # noqa: DTZ001
    cells: list[list[Any]] = [["at"], *([moment] for moment in moments)]
    rows = read(sheet(tmp_path / "rows.xlsx", cells))
    assert [values["at"] for _, values, _ in rows] == [moment.isoformat() for moment in moments]


def test_a_number_too_long_for_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    rows = read(sheet(tmp_path / "rows.xlsx", [["nip", "b"], [198609262015051001, "x"], ["198609262015051001", "y"]]))
    assert rows == [
        (2, {"nip": "198609262015051008", "b": "x"}, "file.digits_lost"),
        (3, {"nip": "198609262015051001", "b": "y"}, ""),
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"a,b\n1,x\n"])
def test_what_is_no_spreadsheet(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content, ending="xlsx") == ("file.no_spreadsheet", "")


def test_a_spreadsheet_that_unpacks_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alur.base.lib.tabular.spreadsheet.MOST_UNPACKED_BYTES", 1000)
    with pytest.raises(Problem) as caught:
        read(sheet(tmp_path / "rows.xlsx", [["a"], ["1"]]))
    assert caught.value.code == "file.too_large"


def test_a_spreadsheet_without_rows_is_empty(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        read(sheet(tmp_path / "rows.xlsx", []))
    assert caught.value.code == "file.empty"


def test_other_files_and_missing_ones(tmp_path: Path) -> None:
    for path, code in [
        (tmp_path / "rows.pdf", "file.unknown_kind"),
        (tmp_path / "rows.csv", "file.unreadable"),
        (tmp_path / "rows.xlsx", "file.unreadable"),
    ]:
        with pytest.raises(Problem) as caught:
            open_table(path)
        assert caught.value.code == code
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Problem, match="folder"):
        open_table(tmp_path / "folder.csv")
