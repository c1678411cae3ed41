"""What a question finds."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alur.base.lib import clock
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.scoring import LAPSED
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from tests.search.conftest import codes, document, pushed

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_an_answer_names_item_and_passage(vaccines: None) -> None:
    [hit] = search("Berapa suhu penyimpanan vaksin?", limit=1, reader=EVERYTHING).hits
    assert (hit.kind, hit.code, hit.title) == ("knowledge", "rantai", "Rantai dingin vaksin")
    assert hit.text == "Vaksin disimpan pada suhu 2–8 °C selama pengiriman."
    assert hit.score > 0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("menyimpan vaksin", "rantai"),  # an affix
        ("vaksn", "rantai"),  # a letter too few
        ("penandan", "label"),  # and with an affix
        ("vak", "rantai"),  # typed in part
        ("md 2345", "label"),
        ("2345", "label"),
        ("PENGAMBILAN SAMPEL", "sampel"),
        ("apa itu sampel", "sampel"),
        ('"sampel pangan', "sampel"),  # a quote left open
        ("pengambilan sampel 🙂", "sampel"),
    ],
)
def test_it_is_forgiving(vaccines: None, text: str, first: str) -> None:
    assert codes(text)[:1] == [first]


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "\x00", "zzzzqqq", "%", "_", "'; DROP TABLE search_term; --"])
def test_what_nobody_wrote_finds_nothing(vaccines: None, text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [("CPOB", "panjang"), ("cara pembuatan obat yang baik", "singkat"), ("aturan jamu", "jamu"), ("apotik", "apotek")],
)
def test_what_says_the_same_is_found_too(text: str, first: str) -> None:
    pushed(
        [
            document("panjang", "Cara pembuatan obat yang baik menjaga mutu."),
            document("jamu", "Izin edar obat tradisional diperiksa."),
            document("apotek", "Pemeriksaan apotek dimulai dari gudang."),
            document("lain", "Gudang pangan dibersihkan."),
        ]
    )
    if first == "singkat":
        pushed([document("singkat", "Inspeksi CPOB di pabrik.")])
        assert codes(text)[:2] == ["panjang", "singkat"]
    else:
        assert codes(text)[:1] == [first]


def test_words_that_only_ask_find_nothing_or_what_holds_them(vaccines: None) -> None:
    assert codes("apa yang dan") == ["sampel"]  # "dan" stands there


def test_a_very_long_question_is_read_in_part(vaccines: None) -> None:
    assert codes("vaksin " * 2_000) == ["rantai"]


def test_what_was_meant_is_told(vaccines: None) -> None:
    assert search("vaksn dingin", limit=5, reader=EVERYTHING).guessed == {"vaksn": "vaksin"}
    assert search("vaksin dingin", limit=5, reader=EVERYTHING).guessed == {}
    several = search("vaksn penandan rant", limit=5, reader=EVERYTHING)
    assert several.guessed == {"vaksn": "vaksin", "penandan": "penandaan", "rant": "rantai"}


def test_words_that_nobody_wrote_cost_few_queries(vaccines: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        codes("vaksn")
    few = len(asked)
    with CaptureQueriesContext(connection) as asked:
        codes(" ".join(f"x{letter}vaks{letter}n" for letter in "abcdefghij"))
    assert len(asked) <= few


def test_it_keeps_to_a_kind_or_units() -> None:
    pushed(
        [
            document("a", "Cara uji cepat boraks.", kind="knowledge", own_kind="procedure", unit_id=1),
            document("b", "Modul uji cepat boraks.", kind="module", own_kind="e-learning", unit_id=2),
        ]
    )

    def kept(narrowing: Narrowing) -> list[str]:
        return [hit.code for hit in search("boraks", limit=5, reader=EVERYTHING, narrowing=narrowing).hits]

    assert kept(Narrowing(kind="module")) == ["b"]
    assert kept(Narrowing(kind="procedure")) == ["a"]
    assert kept(Narrowing(unit_ids=[1])) == ["a"]
    assert kept(Narrowing(unit_ids=[])) == []
    assert sorted(kept(Narrowing())) == ["a", "b"]


def test_what_is_out_of_date_comes_later_and_never_vanishes() -> None:
    text = "Boraks dilarang dalam pangan."
    pushed(
        [
            document("lama", text, day=date(2026, 3, 1), lapses_on=date(2026, 6, 2), title="Boraks"),
            document("baru", text, day=date(2026, 1, 1), title="Boraks"),
            document("pasti", text, day=date(2025, 1, 1), is_verified=True, title="Boraks"),
        ]
    )
    # What is as near: verified first, then the newest.
    with clock.frozen_at(datetime(2026, 6, 1, 16, 59, tzinfo=UTC)):
        assert codes("boraks") == ["pasti", "lama", "baru"]
    with clock.frozen_at(datetime(2026, 6, 1, 17, tzinfo=UTC)):
        hits = search("boraks", limit=5, reader=EVERYTHING).hits
    assert [hit.code for hit in hits] == ["pasti", "baru", "lama"]
    assert hits[2].score == pytest.approx(LAPSED * hits[1].score, abs=1e-5)
    assert [
        hit.code for hit in search("boraks", limit=5, reader=EVERYTHING, narrowing=Narrowing(is_verified=True)).hits
    ] == ["pasti"]


def test_an_item_counts_once_however_many_passages_hold_the_words() -> None:
    pushed([document("banyak", "Boraks dilarang. " * 900), document("satu", "Boraks dilarang dalam pangan.")])
    assert sorted(codes("boraks dilarang", limit=2)) == ["banyak", "satu"]


WORDS = st.sampled_from(["obat", "pengawasan", "sampel", "boraks", "vaksin", "label", "gudang", "suhu"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=6), st.lists(WORDS, max_size=3))
def test_a_further_word_of_the_document_never_loses_it(texts: list[list[str]], others: list[str]) -> None:
    pushed(document(f"d{place}", " ".join(words)) for place, words in enumerate(texts))
    for place, words in enumerate(texts):
        asked = [words[0], *others]
        if f"d{place}" in codes(" ".join(asked)):
            assert f"d{place}" in codes(" ".join([*asked, words[-1]]))
