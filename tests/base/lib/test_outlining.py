"""The parts of texts have anchors that stay, and nobody who writes a text gets others into the page."""

import re

from alur.base.lib.markdown import outlined_html
from alur.base.lib.outlining import Entry, Headings
from alur.base.lib.sections import sections_of


def test_headings_have_anchors_the_same_one_twice_too() -> None:
    text = "# Suhu & kemasan\n\na\n\n### Suhu & kemasan\n\nb\n\n## *Suhu* é\n\n# ???\n"
    html, outline, _ = outlined_html(text, Headings())
    assert re.findall(r"<(h\d) id=\"([^\"]*)\">", html) == [
        ("h2", "bagian-suhu-kemasan"),
        ("h3", "bagian-suhu-kemasan-2"),
        ("h3", "bagian-suhu-e"),
        ("h2", "bagian"),
    ]
    assert outline == [
        Entry(1, "bagian-suhu-kemasan", "Suhu & kemasan"),
        Entry(2, "bagian-suhu-kemasan-2", "Suhu & kemasan"),
        Entry(2, "bagian-suhu-e", "Suhu é"),
        Entry(1, "bagian", "???"),
    ]
    found = [(each.anchor, each.text) for each in sections_of(text)]
    assert found == [("bagian-suhu-kemasan", "a"), ("bagian-suhu-kemasan-2", "b"), ("bagian", "")]


def test_no_other_identifier_gets_into_the_page() -> None:
    hostile = '<h2 id="isi">a</h2>\n\n<b id="isi">x</b> <a id="isi" class="anchor brand" href="#isi">y</a>\n\n# isi\n'
    html, _, _ = outlined_html(hostile, Headings())
    assert re.findall(r"id=\"([^\"]*)\"", html) == ["bagian-isi"]
    assert "brand" not in html
