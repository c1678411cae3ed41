"""What texts name is led to where it is sure what is meant, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.markdown import outlined_html
from alur.base.lib.outlining import Headings
from alur.knowledge.rules.references import Regulation, named_by, references

BPOM = Regulation("peraturan bpom", "24", "2022")


def named(text: str, *, is_regulation: bool = True) -> list[tuple[str, Regulation | None, str]]:
    found = references(text, is_regulation=is_regulation)
    return [(text[each.begin : each.end], each.regulation, each.anchor) for each in found]


@pytest.mark.parametrize(
    "name",
    [
        "Peraturan BPOM Nomor 24 Tahun 2022",
        "PerBPOM No. 24 Tahun 2022",
        "Peraturan Badan POM RI Nomor 24 Tahun 2022",
        "Peraturan Badan Pengawas Obat dan Makanan Republik Indonesia Nomor 24 Tahun 2022",
    ],
)
def test_a_regulation_is_the_same_however_it_is_written(name: str) -> None:
    assert named_by(f"{name} tentang Pelaporan") == BPOM
    assert named(f"Lihat Pasal 12 ayat (3) {name}.") == [(f"Pasal 12 ayat (3) {name}", BPOM, "pasal-12-ayat-3")]
    assert named(f"Lihat {name}.") == [(name, BPOM, "")]


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 12 Peraturan Badan Nomor 24 Tahun 2022",
        "Peraturan Menteri Nomor 1 Tahun 2020",
        "Pasal 12 ayat (3) KUHP",
        "Pasal 5 dan Pasal 7 Peraturan Badan Nomor 3 Tahun 2020",
        "Pasal 5, Pasal 6, dan Pasal 7 Peraturan Badan Nomor 3 Tahun 2020",
        "Pasal 12 ayat (3) Undang-Undang ini",
        "Pasalnya 12",
    ],
)
def test_what_is_not_sure_is_none(text: str) -> None:
    assert named(text) == []
    assert named_by(text) is None


def test_a_regulation_names_articles_of_its_own() -> None:
    text = "sebagaimana dimaksud dalam Pasal 3 ayat (2) dan Pasal 4A, kecuali Pasal 8 UU Nomor 36 Tahun 2009"
    assert named(text) == [
        ("Pasal 3 ayat (2)", None, "pasal-3-ayat-2"),
        ("Pasal 4A", None, "pasal-4a"),
        ("Pasal 8 UU Nomor 36 Tahun 2009", Regulation("undang-undang", "36", "2009"), "pasal-8"),
    ]
    assert [regulation for _, regulation, _ in named(text, is_regulation=False)] == [
        Regulation("undang-undang", "36", "2009")
    ]


WORDS = st.sampled_from(
    ["Pasal 3", "ayat (2)", "dan", ",", "Peraturan BPOM Nomor 24 Tahun 2022", "KUHP", "UU Nomor 3 Tahun 1999", "kata"]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.booleans())
def test_places_stand_in_order_and_apart(text: str, is_regulation: bool) -> None:
    found = list(references(text, is_regulation=is_regulation))
    ends = [0] + [each.end for each in found]
    assert all(end <= each.begin < each.end for end, each in zip(ends, found, strict=False))


def test_links_and_markup_that_are_there_stay() -> None:
    text = "[Pasal 1](/a) <a href='/b'>Pasal 1</a> `Pasal 1` **Pasal 1** & Pasal 1"

    def linker_of(anchors: object) -> object:
        return lambda words: [(words.index("Pasal 1"), words.index("Pasal 1") + 7, "#x")] if "Pasal 1" in words else []

    html, _, _ = outlined_html(text, Headings(), linker_of=linker_of)  # type: ignore[arg-type]
    assert html.replace(' rel="noopener noreferrer"', "") == (
        '<p><a href="/a">Pasal 1</a> <a href="/b">Pasal 1</a> <code>Pasal 1</code> '
        '<strong><a href="#x">Pasal 1</a></strong> &amp; <a href="#x">Pasal 1</a></p>\n'
    )
