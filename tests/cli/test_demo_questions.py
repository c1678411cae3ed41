"""The questions in README find first what README says, among all the demonstration's texts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alur.base.access.rules import SYSTEM
from alur.cli.demo import FULL, texts
from alur.cli.searching import found
from alur.knowledge.services import ItemRow, put_items
from tests.imports import empty_store

pytestmark = pytest.mark.django_db
README = Path(__file__).parents[2] / "README.md"
ANSWERED = re.compile(
    r"^\| (?P<question>[^|]+?) \| (?P<title>[^|]+?) \(`(?P<code>[A-Z]{2}-[A-Z0-9]+-[0-9]{2})`", re.MULTILINE
)


@pytest.fixture(autouse=True)
def _store() -> Iterator[None]:
    with empty_store():
        rows = [ItemRow(text.code, text.title, text.body, kind=text.kind) for text in texts(FULL)]
        put_items(actor=SYSTEM, rows=rows)
        yield


def test_each_question_finds_first_what_readme_says() -> None:
    said = [
        answer.group("question", "code", "title") for answer in ANSWERED.finditer(README.read_text(encoding="utf-8"))
    ]
    hits = [(question, found(question, "", 1)[0]) for question, _, _ in said]

    assert len(said) == 10
    assert [(question, hit.code, hit.title) for question, hit in hits] == said
