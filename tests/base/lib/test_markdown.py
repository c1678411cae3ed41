"""Markdown of others as HTML: complete, its headings in order, and harmless whatever it holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.markdown import image_sources, inline_html, plain_text, to_html
from alur.base.lib.sections import sections_of


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A\n## B\n#### C\n### D\n# E", "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h4>D</h4>\n<h2>E</h2>\n"),
        ("### A\n# B", "<h2>A</h2>\n<h2>B</h2>\n"),
        ("H<sub>2</sub>O ~~x~~ **y**", "<p>H<sub>2</sub>O <s>x</s> <strong>y</strong></p>\n"),
        ("```py\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n'),
        ("<https://a.example>", '<p><a href="https://a.example" rel="noopener noreferrer">https://a.example</a></p>\n'),
        ("[a](/modul/M1)", '<p><a href="/modul/M1" rel="noopener noreferrer">a</a></p>\n'),
        ("![a](b.png)", '<p><img src="/b" alt="a"></p>\n'),
        ("![a](c.png)", "<p>a</p>\n"),
        (
            "![a](https://x.example/y.png)",
            '<p><a href="https://x.example/y.png" rel="noopener noreferrer">a</a></p>\n',
        ),
        (
            "![](https://x.example/y)",
            '<p><a href="https://x.example/y" rel="noopener noreferrer">https://x.example/y</a></p>\n',
        ),
        ("a<br>b", "<p>a<br>b</p>\n"),
    ],
)
def test_what_becomes_of_a_text(text: str, html: str) -> None:
    assert to_html(text, images={"b.png": "/b"}) == html


def test_tables_scroll_and_say_what_their_columns_are() -> None:
    assert to_html("| a | |\n|:--|--:|\n| 1 | 2 |").replace("\n", "") == (
        '<div class="scrolls" tabindex="0"><table><thead><tr><th scope="col">a</th><td></td></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>"
    )
    assert to_html("| | |\n|---|---|\n| 1 | 2 |").replace("\n", "") == (
        '<div class="scrolls" tabindex="0"><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        *("<script>x</script>", "<style>x</style>", "<iframe src='https://x'></iframe>", "<object data=x></object>"),
        *("<b onclick=x>x</b>", "<a href='javascript:x'>x</a>", "[x](javascript:x)", "[x](data:text/html,x)"),
        *("<img src='https://x/y'>", "<IMG SRC=x onerror=x>", "<svg onload=x>", "<math><mi//xlink:href='data:x'>"),
        *("<form action='https://x'><input name=x></form>", "<base href='https://x'>", "<meta http-equiv=refresh>"),
        *("<div style='position:fixed' class='notice' id='isi'>x</div>", "<p tabindex=5>x", "<link rel=stylesheet>"),
        *("<template><script>x</script></template>", "<noscript><p title='</noscript><img src=x onerror=x>'>"),
        *("![x](javascript:x)", "[x]: javascript:x\n\n[x]", "<!-- <script> -->", "<a\nhref='vbscript:x'>x</a>"),
    ],
)
def test_hostile_text_is_harmless(hostile: str) -> None:
    for html in (to_html(hostile), to_html(f"a {hostile} b\n\n{hostile}"), inline_html(hostile)):
        assert_harmless(html)


def assert_harmless(html: str) -> None:
    for name, attributes in re.findall(r"<(\w+)((?:\s+[^\s=>]+(?:=\"[^\"]*\")?)*)\s*>", html):
        assert name not in {
            "script",
            "style",
            "iframe",
            "object",
            "form",
            "input",
            "base",
            "meta",
            "link",
            "svg",
            "img",
        }
        for attribute, value in re.findall(r"([^\s=]+)(?:=\"([^\"]*)\")?", attributes):
            assert attribute in {"href", "rel", "class", "tabindex", "title", "start", "scope"}
            assert (attribute, value) != ("tabindex", "5")
            if attribute == "href":
                assert re.match(r"https?://|mailto:|tel:|/|[^:]*$", value), value
            if attribute == "class":
                assert value in {"scrolls", ""}


PIECES = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "script",
            "<b",
            " onclick=",
            "'",
            '"',
            "\n",
            "[a]",
            "(javascript:",
            ")",
            "![",
            "`",
            "|",
            "-",
            "# ",
            "\0",
        ]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


@given(PIECES)
def test_no_text_is_harmful(text: str) -> None:
    assert_harmless(to_html(text))
    assert_harmless(inline_html(text))


def test_words_alone() -> None:
    assert plain_text("a **b** &amp; `c`\n\n- d <i>e</i> < f") == "a b & c d e < f"


def test_pictures_are_listed_once_in_order() -> None:
    text = "![a](a.png) [![b](../b%20c.png)](x) ![a](a.png)\n\n`![c](c.png)`\n\n- ![d](<d e.png>)"
    assert image_sources(text) == ["a.png", "../b%20c.png", "d%20e.png"]


def test_parts_stand_under_their_headings_without_markup() -> None:
    text = (
        "Awal *miring* & <b>tebal</b>.\n\n# Bab\n\nSatu\nbaris\\\nlagi.\n\n"
        "## Sub [tautan](/x)\n\n- Butir ![gambar](a.png)\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nkode\n```\n\n# Lain\n\nAkhir"
    )
    assert [each[:2] for each in sections_of(text)] == [
        ((), "Awal miring & tebal."),
        (("Bab",), "Satu baris lagi."),
        (("Bab", "Sub tautan"), "Butir gambar\na\nb\n1\n2\nkode\n"),
        (("Lain",), "Akhir"),
    ]


def test_parts_of_nothing_are_none() -> None:
    assert list(sections_of("  \n")) == []
    assert list(sections_of("# Judul saja")) == [(("Judul saja",), "", "bagian-judul-saja")]
