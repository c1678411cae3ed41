"""Words in titles: whatever their case, accents and order."""

import pytest

from alur.catalogue.rules.titles import MOST_WORDS, folded, marked, nearness, words_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Évaluasi", "evaluasi"),
        ("STRAßE", "strasse"),
        ("ﬁnal", "final"),
        ("Obat", "obat"),
        ("", ""),
        ("新しい", "新しい"),
    ],
)
def test_without_case_and_accents(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_words_once_and_not_too_many() -> None:
    assert words_of("  Obat  ÓBAT keras ") == ("obat", "keras")
    assert len(words_of(" ".join(map(str, range(100))))) == MOST_WORDS


def test_the_nearest_first() -> None:
    titles = ["obat keras dijual", "penjualan obat keras", "keras soal obat", "sepatobat dan kekerasan", "obat bebas"]

    assert [nearness(title, ("obat", "keras")) for title in titles] == [0, 1, 2, 3, None]


@pytest.mark.parametrize(
    ("title", "words", "parts"),
    [
        ("Obat keras", ["keras"], [("Obat ", False), ("keras", True)]),
        ("Évaluasi ﬁnal", ["eval", "f"], [("Éval", True), ("uasi ", False), ("ﬁ", True), ("nal", False)]),
        ("aaa", ["aa"], [("aa", True), ("a", False)]),
        ("Obat", [], [("Obat", False)]),
        ("", ["x"], []),
    ],
)
def test_what_was_looked_for_is_marked(title: str, words: list[str], parts: list[tuple[str, bool]]) -> None:
    assert marked(title, words) == parts
