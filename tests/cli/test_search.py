"""`alur search` as scripts use it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alur.base.lib.problems import Problem
from alur.cli.searching import command
from tests.imports import empty_store, take, take_basics

pytestmark = pytest.mark.django_db
ITEMS = """\
id,title,body,kind,created_on
k-1,Rantai dingin vaksin,"Vaksin disimpan pada suhu 2–8 °C.",procedure,2022-01-01
k-2,Label pangan,"# Label pangan

## Nomor izin edar

Setiap label memuat **nomor** izin edar.",material,2022-01-02
"""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        take(tmp_path, "knowledge", ITEMS)
        yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_an_answer_is_a_list_of_json() -> None:
    [hit] = json.loads(run("suhu vaksin", "--limit", "1", "--format", "json").stdout)
    assert hit.pop("score") > 0
    assert hit == {
        "id": "k-1",
        "kind": "procedure",
        "title": "Rantai dingin vaksin",
        "passage": "Vaksin disimpan pada suhu 2–8 °C.",
    }
    assert json.loads(run("tak tertulis di mana pun zzz").stdout) == []


def test_an_answer_is_read_without_its_markup() -> None:
    [hit] = json.loads(run("nomor izin edar", "--kind", "material").stdout)
    assert hit["passage"] == "Setiap label memuat nomor izin edar."


def test_it_is_a_table_for_people() -> None:
    assert "Rantai dingin" in run("vaksin", "--format", "table").stdout


def test_a_file_of_questions_becomes_a_run(tmp_path: Path) -> None:
    asked, output = tmp_path / "q.jsonl", tmp_path / "run.trec"
    asked.write_text('{"id": "q1", "text": "suhu vaksin"}\n\n{"id": "q2", "text": "zzz"}\n', encoding="utf-8")
    assert run("--queries", str(asked), "--limit", "5", "--output", str(output)).exit_code == 0
    [line] = output.read_text(encoding="utf-8").splitlines()
    qid, q0, id, rank, score, tag = line.split()
    assert (qid, q0, id, rank, tag) == ("q1", "Q0", "k-1", "1", "alur")
    assert float(score) > 0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "a"}',
        '{"id": 1, "text": "b"}',
        '{"id": "a b", "text": "c"}',
        '{"id": "", "text": "c"}',
        "\xff",
    ],
)
def test_a_broken_question_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    asked = tmp_path / "q.jsonl"
    asked.write_text(f'{{"id": "q1", "text": "suhu"}}\n{line}\n', encoding="latin-1")
    result = run("--queries", str(asked), "--output", str(tmp_path / "run"))
    assert isinstance(result.exception, Problem)
    assert ("line 2" in result.exception.message) or ("baris 2" in result.exception.message)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    result = run("--queries", str(tmp_path / "none"), "--output", str(tmp_path / "run"))
    assert isinstance(result.exception, Problem)
    assert result.exception.code == "cli.cannot_read"


@pytest.mark.parametrize("arguments", [[], ["a", "--queries", "q"], ["--output", "o"], ["a", "--limit", "0"]])
def test_what_makes_no_question_is_refused(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
