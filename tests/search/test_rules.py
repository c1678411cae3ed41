"""Words, passages, weights and slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.search.rules.asking import MOST_WORDS, question
from alur.search.rules.highlighting import excerpt, marked
from alur.search.rules.passages import MOST_WORDS as MOST_IN_A_PASSAGE
from alur.search.rules.passages import WHOLE, Cut, Section, cut, full_text, length
from alur.search.rules.spelling import neighbours
from alur.search.rules.weights import ONE, weights, worth
from alur.search.rules.words import LONGEST, compounds, fold, numbers_of_years, stem, tokens

TEXTS = st.text(max_size=400)


def test_folding_takes_case_and_accents_away() -> None:
    assert fold("Évaluasi KUALITAS Ĺabel") == "evaluasi kualitas label"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("pengawasan", "awas"),
        ("diawasi", "awas"),
        ("2022", "2022"),
        ("obat", "obat"),
        ("ing", "ing"),
        ("md2345", "md2345"),
    ],
)
def test_words_have_stems_and_codes_have_none(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("undang-undang", ("undang-undang",)),
        ("HK.03.1", ("hk.03.1",)),
        ("NA18201200001", ("na", "18201200001")),
        ("obat", ()),
        ("24/2022", ("24/2022",)),
    ],
)
def test_what_is_written_together_is_a_term_besides_its_parts(written: str, expected: tuple[str, ...]) -> None:
    assert compounds(written) == expected


def test_a_regulation_is_known_by_number_and_year() -> None:
    assert numbers_of_years("Peraturan BPOM Nomor 24 Tahun 2022 dan no. 7a thn 2019") == ["24/2022", "7a/2019"]


@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    assert all(text[token.begin : token.end] == token.text for token in tokens(text))


@given(TEXTS)
def test_terms_fit_the_columns(text: str) -> None:
    found, written = weights(text)
    assert all(0 < weight < ONE and 0 < len(term) <= LONGEST for term, weight in found.items())
    assert all(0 < len(word) <= LONGEST for word in written)


def test_what_stands_first_weighs_more() -> None:
    found, _ = weights("Vaksin disimpan dalam rantai dingin. " + "Lemari pendingin dicatat suhunya. " * 5 + "Kurir.")
    assert found["vaksin"] > found["kurir"]


def test_rare_terms_are_worth_more() -> None:
    assert worth(1, 1000) > worth(500, 1000) > worth(1000, 1000) > 0


def test_questions_lose_the_words_that_only_ask() -> None:
    assert question("Apa yang dimaksud dengan Validasi Proses?").words == ("validasi", "proses")
    assert question("apa itu").words == ("apa", "itu")
    assert question("Nomor 24 Tahun 2022").terms == ("nomor", "24", "tahun", "2022", "24/2022")
    assert question("?!").terms == ()


@given(st.text(max_size=3000))
def test_any_question_is_read_in_bounds(text: str) -> None:
    assert len(question(text).words) <= MOST_WORDS


@given(
    st.lists(
        st.lists(
            st.sampled_from(["obat", "Mutu", "dijaga.", "Suhu", "2–8", "°C!", 'naik?"', "(Catat.)", "\n"]), max_size=400
        ),
        max_size=4,
    )
)
def test_passages_hold_all_that_was_said_and_no_more_than_fits(sections: list[list[str]]) -> None:
    texts = [" ".join(each) for each in sections]
    found = cut([Section("Judul", text) for text in texts])
    assert " ".join(each.text for each in found).split() == " ".join(texts).split()
    assert [each.ordinal for each in found] == list(range(len(found)))
    assert all(length(each.text) <= max(WHOLE, MOST_IN_A_PASSAGE + 60) for each in found)


def test_a_document_without_text_is_found_by_its_title() -> None:
    assert cut([]) == [Cut(0, "", "", "")]
    assert full_text("Rantai dingin", cut([])[0]) == "Rantai dingin \n"


def test_a_title_that_the_text_begins_with_is_not_said_twice() -> None:
    assert full_text("Rantai dingin …", Cut(0, "Suhu", "", "Rantai dingin menjaga vaksin.")) == (
        "Suhu \nRantai dingin menjaga vaksin."
    )


@pytest.mark.parametrize("slip", ["vaksn", "vakksin", "vaskin", "vaxsin", "vaksi", "aksin"])
def test_one_slip_is_a_neighbour(slip: str) -> None:
    assert "vaksin" in neighbours(slip)


@pytest.mark.parametrize("word", ["obt", "2022", "x" * 30, "vaksin1"])
def test_short_words_numbers_and_very_long_words_are_left_alone(word: str) -> None:
    assert neighbours(word) == set()


TERMS = frozenset(map(stem, ["vaksin", "suhu"]))


def test_what_was_asked_for_is_marked_whatever_its_affixes() -> None:
    assert marked("Penyimpanan <vaksin>: Suhunya", frozenset({"simpan", "vaksin"})) == [
        ("Penyimpanan", True),
        (" <", False),
        ("vaksin", True),
        (">: Suhunya", False),
    ]


def test_an_excerpt_is_what_holds_most_of_it() -> None:
    text = f"{'Gudang dibersihkan petugas setiap pagi. ' * 8}Suhu vaksin dicatat. {'Lantai dipel. ' * 30}"
    shown = "".join(part for part, _ in excerpt(text, TERMS))
    assert shown.startswith("… Suhu vaksin dicatat. Lantai dipel.")
    assert shown.endswith(" …")
    assert len(shown) <= 270


@given(TEXTS, st.lists(st.sampled_from(["obat", "suhu", "vaksin"]), max_size=3))
def test_an_excerpt_is_short_and_said_in_the_text(text: str, words: list[str]) -> None:
    said = f"{text} vaksin {text}"
    shown = "".join(part for part, _ in excerpt(said, frozenset(words)))
    assert shown.removeprefix("… ").removesuffix(" …") in said
    assert 0 < len(shown) <= 270


def test_parts_of_a_text_are_the_whole() -> None:
    assert excerpt("", TERMS) == []
    assert marked("", TERMS) == []
    assert "".join(part for part, _ in marked("Suhu, lagi suhu!", TERMS)) == "Suhu, lagi suhu!"
