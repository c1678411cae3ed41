"""The demonstration's modules can be taken: their screens, questions, words and pictures are as promised."""

import re
from datetime import date
from pathlib import Path

import pytest

from alur.cli.demo import contents, modules
from alur.learning.rules.content import Question, parse
from tests.sentences import shared_sentences

ALL = contents(until=date.max)
NEW_YEAR_2023 = date(2023, 1, 1)
YEAR = {path.stem for path in contents(until=NEW_YEAR_2023)}
LATER = [path for path in ALL if path.stem not in YEAR]
LARGEST_PICTURE_BYTES = 25_000


def screens(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2].split("\n---\n")


def questions(path: Path) -> list[Question]:
    found = parse(path.read_text(encoding="utf-8")).screens
    return [block for screen in found for block in screen.blocks if isinstance(block, Question)]


def test_every_module_has_content_under_its_own_title() -> None:
    titles = {row["code"]: row["title"] for row in modules(until=date.max)}
    assert [path.stem for path in ALL] == sorted(titles)
    for path in ALL:
        code, title = path.read_text(encoding="utf-8").splitlines()[1:3]
        assert (code, title.removeprefix("title: ").strip('"')) == (f"code: {path.stem}", titles[path.stem])


def test_only_modules_that_are_published_have_content() -> None:
    assert {row["code"] for row in modules(until=NEW_YEAR_2023)} == YEAR
    assert len(YEAR) == 115


def test_every_module_asks_questions() -> None:
    sizes = [(len(screens(path)), len(questions(path))) for path in ALL]
    assert all(3 <= screen_count <= 8 and question_count >= 2 for screen_count, question_count in sizes)
    assert sum(screen_count >= 5 and question_count >= 3 for screen_count, question_count in sizes) >= 52


@pytest.mark.parametrize("path", LATER, ids=lambda path: path.stem)
def test_later_modules_ask_in_several_ways(path: Path) -> None:
    asked = questions(path)
    assert 5 <= len(screens(path)) <= 8
    assert len(asked) >= 3
    assert len({question.kind for question in asked}) >= 3


def test_no_two_modules_share_a_sentence() -> None:
    assert shared_sentences((path.stem, "\n".join(screens(path))) for path in ALL) == {}


def test_pictures_are_small_described_and_used() -> None:
    folder = ALL[0].parent
    shown = [each for path in ALL for each in re.findall(r"!\[(.*?)\]\((.*?)\)", path.read_text(encoding="utf-8"))]
    assert {name for _, name in shown} == {path.name for path in folder.iterdir() if path.suffix != ".md"}
    assert len(shown) >= 6
    for words, name in shown:
        assert len(words.split()) >= 10, name
        assert (folder / name).stat().st_size <= LARGEST_PICTURE_BYTES, name
