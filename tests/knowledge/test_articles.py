"""A regulation's articles are recognised as they are written, in prose or under headings, and nowhere else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.markdown import outlined_html
from alur.base.lib.sections import sections_of
from alur.knowledge.rules.articles import Articles

REGULATION = """\
PERATURAN BADAN

BAB II
KETENTUAN UMUM
Bagian Kesatu
Umum
Pasal 12
(1) Setiap pelaku usaha wajib melapor.
Pasal 13 berlaku baginya
(2) Laporan dikirim sebagaimana dimaksud dalam
(3) hari.
Pasal 12A
Cukup.

## Pasal 13 Penutup

(1) Mulai berlaku.

PENJELASAN
Pasal 12
(1) Cukup jelas.
"""


def anchors(html: str) -> list[str]:
    return re.findall(r"id=\"([^\"]*)\"", html)


def test_chapters_articles_and_paragraphs_have_anchors() -> None:
    html, outline, _ = outlined_html(REGULATION, Articles())
    assert anchors(html) == [
        "bab-ii",
        "bagian-kesatu",
        "pasal-12",
        "pasal-12-ayat-1",
        "pasal-12-ayat-2",
        "pasal-12-ayat-3",
        "pasal-12a",
        "pasal-13",
        "pasal-13-ayat-1",
        "penjelasan",
        "penjelasan-pasal-12",
        "penjelasan-pasal-12-ayat-1",
    ]
    assert [(each.depth, each.title) for each in outline] == [
        (1, "BAB II KETENTUAN UMUM"),
        (2, "Bagian Kesatu Umum"),
        (3, "Pasal 12"),
        (3, "Pasal 12A"),
        (1, "Pasal 13 Penutup"),
        (2, "PENJELASAN"),
        (3, "Pasal 12"),
    ]


def test_each_article_is_found_by_itself() -> None:
    found = {each.anchor: each for each in sections_of(REGULATION, Articles())}
    assert found["pasal-12"].headings == ("BAB II KETENTUAN UMUM", "Bagian Kesatu Umum", "Pasal 12")
    assert found["pasal-12"].text.splitlines()[0] == "(1) Setiap pelaku usaha wajib melapor. Pasal 13 berlaku baginya"
    assert found["pasal-12a"].text == "Cukup."


def test_paragraphs_outside_articles_and_chapters_in_sentences_are_none() -> None:
    html, _, _ = outlined_html("(1) satu\n\nBAB II mengatur hal lain.\n\nPasal 12 ayat (3) berlaku.\n", Articles())
    assert anchors(html) == []


LINES = st.sampled_from(
    ["Pasal 1", "Pasal 2", "(1) a", "(2) b", "BAB I", "# Judul", "## Pasal 1", "PENJELASAN", "kata", "", "**Pasal 3**"]
)


@given(st.lists(LINES, max_size=30))
def test_no_two_anchors_are_the_same_and_the_search_leads_to_them(lines: list[str]) -> None:
    text = "\n".join(lines)
    html, outline, _ = outlined_html(text, Articles())
    found = anchors(html)
    assert len(found) == len(set(found))
    assert {each.anchor for each in outline} <= set(found)
    assert {each.anchor for each in sections_of(text, Articles()) if each.anchor} <= set(found)


@given(st.text(max_size=300))
def test_any_text_is_read_the_same_twice(text: str) -> None:
    assert outlined_html(text, Articles()) == outlined_html(text, Articles())
