"""Criteria, their ticks, and whether an answer is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.learning.rules.answering import chosen, is_right, picked, typed
from alur.learning.rules.answering import given as given_response
from alur.learning.rules.content import Answer, Asked, Kind, Question
from alur.learning.rules.criteria import Criterion, Done, Size, Tick, is_complete, share, ticks

SIZE = Size(screens=6, questions=4)


@pytest.mark.parametrize(
    ("asked", "done", "expected", "complete"),
    [
        (Asked(), Done({1, 2}), [Tick(Criterion.SCREENS, 6, 2)], False),
        (Asked(), Done({1, 2, 3, 4, 5, 6}), [Tick(Criterion.SCREENS, 6, 6)], True),
        (Asked(2), Done({1, 5}), [Tick(Criterion.SCREENS, 2, 2)], True),
        (Asked(None, 75), Done(right={1, 4}), [Tick(Criterion.QUESTIONS, 3, 2)], False),
        (Asked(None, 75), Done(right={1, 2, 4}), [Tick(Criterion.QUESTIONS, 3, 3)], True),
        (Asked(None, None, "E"), Done({1}), [Tick(Criterion.EXAM, 1, 0)], False),
        (Asked(None, None, "E"), Done(has_passed_exam=True), [Tick(Criterion.EXAM, 1, 1)], True),
        (
            Asked("all", 100, "E"),
            Done({1, 2, 3, 4, 5, 6}, {1, 2, 3, 4}),
            [Tick(Criterion.SCREENS, 6, 6), Tick(Criterion.QUESTIONS, 4, 4), Tick(Criterion.EXAM, 1, 0)],
            False,
        ),
    ],
)
def test_ticks(asked: Asked, done: Done, expected: list[Tick], complete: bool) -> None:
    found = ticks(asked, SIZE, done)
    assert (found, is_complete(found)) == (expected, complete)


@given(st.integers(1, 100), st.integers(0, 200))
def test_a_share_is_the_least_number_that_is_enough(percent: int, count: int) -> None:
    need = share(percent, count)
    assert need * 100 >= percent * count
    assert need == 0 or (need - 1) * 100 < percent * count


ONE = Question("q", Kind.ONE, (Answer("a", is_right=False), Answer("b"), Answer("c", is_right=False)))
SEVERAL = Question("q", Kind.SEVERAL, (Answer("a"), Answer("b", is_right=False), Answer("c")))
SHORT = Question("q", Kind.SHORT, (Answer("tanpa izin edar"), Answer("15,5 g"), Answer("“TIE”")))


@pytest.mark.parametrize(
    ("question", "values", "response", "right"),
    [
        (ONE, ["2"], "2", True),
        (ONE, ["1"], "1", False),
        (ONE, ["2", "3"], "2", True),  # a form cannot give two; the first is taken
        (ONE, ["0", "4", "x", "٢", "-1"], "", False),
        (ONE, [], "", False),
        (SEVERAL, ["3", "1"], "1[,]3", True),
        (SEVERAL, ["1"], "1", False),
        (SEVERAL, ["1", "2", "3"], "1[,]2[,]3", False),
        (SHORT, ["  Tanpa   IZIN edar. "], "Tanpa IZIN edar.", True),
        (SHORT, ["tie"], "tie", True),
        (SHORT, ["ＴＩＥ"], "ＴＩＥ", True),
        (SHORT, ["15.5 g"], "15.5 g", True),
        (SHORT, ["155 g"], "155 g", False),
        (SHORT, ["tanpa izin"], "tanpa izin", False),
        (SHORT, [" \0\n "], "", False),
    ],
)
def test_answers(question: Question, values: list[str], response: str, right: bool) -> None:
    assert given_response(question, values) == response
    assert is_right(question, response) is right


def test_a_typed_text_is_kept_in_one_line_and_not_too_long() -> None:
    assert typed("a\0b\nc" + "d" * 1000) == "a b c" + "d" * 495


def test_chosen_answers_are_read_back() -> None:
    assert picked(chosen(SEVERAL, ["3", "1", "1"])) == {1, 3}
    assert picked("") == frozenset()
