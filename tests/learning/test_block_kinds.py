"""Steps to put in order, pairs to match, checklists and reflections: read and judged; older files read as ever."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.learning.rules.answering import given as response_of
from alur.learning.rules.answering import is_right, ordered, paired, shuffled
from alur.learning.rules.content import Answer, Checklist, Kind, Passage, Question, Reflection, parse
from alur.learning.rules.notes import ticked, ticks, written

FRONT = "---\ncode: X\n---\n"


def block(text: str) -> Any:
    parsed = parse(FRONT + text)
    assert parsed.faults == ()
    return parsed.screens[0].blocks[-1]


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line - 3, fault.what.value) for fault in parse(FRONT + text).faults]


def test_steps_stand_in_the_order_of_their_numbers() -> None:
    assert block("## ? Urutkan\n\nDulu apa?\n\n- 2. dua | catatan\n- 1. satu\n  lagi\n> sebab") == Question(
        "Urutkan",
        Kind.ORDER,
        (Answer("satu lagi"), Answer("dua", feedback="catatan")),
        detail="Dulu apa?",
        why="sebab",
    )


def test_pairs_part_at_their_first_arrow() -> None:
    assert block("## ? Jodohkan\n- a => b\n- c \\| d => e => f | g") == Question(
        "Jodohkan", Kind.MATCH, (Answer("a", pair="b"), Answer("c \\| d", pair="e => f", feedback="g"))
    )


def test_checklists_and_reflections_are_no_questions() -> None:
    [screen] = parse(
        f"{FRONT}# S\n\n## [ ] Siap\n\nIsi.\n\n- [ ] a\n- [ ] b\n\nTeks.\n\n## ? Renungkan\n- ... Tulis"
    ).screens
    assert screen.blocks == (
        Checklist("Siap", ("a", "b"), "Isi."),
        Passage("Teks."),
        Reflection("Renungkan", "Tulis"),
    )
    assert screen.questions == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## ? q\n- 1. a\n- 3. b", [(1, "step_numbers")]),
        ("## ? q\n- 1. a\n- 1. b", [(1, "step_numbers")]),
        ("## ? q\n- 1. a", [(1, "one_answer")]),
        ("## ? q\n- 1. a\n- 2. a", [(3, "same_answer")]),
        ("## ? q\n- 1. a\n- 2.", [(3, "empty_answer")]),
        ("## ? q\n- 1. a\n- b => c", [(1, "step_numbers"), (3, "mixed_answers")]),
        ("## ? q\n- a => b\n- c =>", [(3, "half_pair")]),
        ("## ? q\n- a => b\n- => c", [(3, "half_pair")]),
        ("## ? q\n- a => b\n- c => b", [(1, "one_meaning")]),
        ("## ? q\n- a => b\n- c", [(1, "one_answer"), (3, "unmarked_answer")]),
        ("## ? q\n- ...\n- ... x", [(3, "many_notes")]),
        ("## ?\n- ...", [(1, "no_prompt")]),
        ("## [ ]\n- [ ] a", [(1, "no_list_name")]),
        ("## [ ] a\n", [(1, "no_items")]),
        ("## [ ] a\n- [ ] b\n- c", [(3, "unmarked_answer")]),
    ],
)
def test_what_is_wrong_is_found_at_its_line(text: str, found: list[tuple[int, str]]) -> None:
    assert sorted(faults(text)) == found


@pytest.mark.parametrize("list_above", ["- 1. satu\n- 2. dua", "- suhu => 2-8", "- ... dan lain-lain", "1. satu"])
def test_older_questions_keep_the_lists_above_their_answers(list_above: str) -> None:
    found = block(f"## ? q\n\n{list_above}\n\n- (x) a\n- ( ) b")
    assert (found.kind, found.detail, len(found.answers)) == (Kind.ONE, list_above, 2)


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=2, max_size=8, unique=True)


@given(WORDS, st.data())
def test_only_the_right_order_is_right(texts: list[str], data: st.DataObject) -> None:
    question = Question("q", Kind.ORDER, tuple(map(Answer, texts)))
    shown = shuffled(question)
    assert sorted(shown) == list(range(1, len(texts) + 1))
    assert list(shown) != sorted(shown)
    places = data.draw(st.permutations(range(1, len(texts) + 1)))
    values = data.draw(st.permutations([f"{nth}-{place}" for nth, place in enumerate(places, start=1)]))
    response = response_of(question, values)
    assert sorted(ordered(question, response)) == sorted(shown)
    assert is_right(question, response) == (list(places) == list(shown))


@given(WORDS, st.data())
def test_only_the_right_pairs_are_right(texts: list[str], data: st.DataObject) -> None:
    meanings = data.draw(st.lists(st.sampled_from("xyz"), min_size=len(texts), max_size=len(texts)))
    question = Question("q", Kind.MATCH, tuple(Answer(a, pair=b) for a, b in zip(texts, meanings, strict=True)))
    offered = [question.answers[number - 1].pair for number in shuffled(question)]
    assert sorted(offered) == sorted(set(meanings))
    chosen = data.draw(st.lists(st.sampled_from(offered), min_size=len(texts), max_size=len(texts)))
    response = response_of(question, [str(offered.index(each) + 1) for each in chosen])
    assert is_right(question, response) == (chosen == meanings)
    assert len(paired(question, response)) == len(texts)


@given(
    st.lists(st.text(max_size=6) | st.sampled_from(["1-1", "1-2", "2-1", "2-2", "1", "2", "3", "0", "-1"]), max_size=5)
)
def test_what_no_page_of_ours_sends_is_no_answer_or_a_whole_one(values: list[str]) -> None:
    order = Question("q", Kind.ORDER, (Answer("a"), Answer("b")))
    match = Question("q", Kind.MATCH, (Answer("a", pair="c"), Answer("b", pair="d")))
    assert len(ordered(order, response_of(order, values))) in (0, 2)
    assert len(paired(match, response_of(match, values))) in (0, 2)


@given(st.text())
def test_no_response_of_another_system_breaks_the_page(response: str) -> None:
    order = Question("q", Kind.ORDER, (Answer("a"), Answer("b")))
    match = Question("q", Kind.MATCH, (Answer("a", pair="c"), Answer("b", pair="d")))
    ordered(order, response)
    paired(match, response)
    is_right(order, response)
    is_right(match, response)


@given(st.lists(st.text(max_size=3) | st.sampled_from("123456")), st.integers(0, 5))
def test_ticks_are_of_things_that_are_there(values: list[str], count: int) -> None:
    kept = ticks(ticked(values, count=count))
    assert kept == {number for number in range(1, count + 1) if str(number) in values}


@given(st.text())
def test_notes_hold_only_what_can_be_stored(text: str) -> None:
    kept = written([text])
    assert written([kept]) == kept
    assert all(each == "\n" or each.isprintable() for each in kept)
