"""An export of a MediaWiki becomes items in Markdown."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from alur.base.lib.problems import Problem
from alur.knowledge.models import Item
from alur.knowledge.rules.wikitext import article
from tests.imports import Taken, empty_store, take

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAGE = "<page><title>{title}</title><ns>{ns}</ns><id>1</id>{more}<revision><id>2</id><timestamp>{day}T01:02:03Z</timestamp><text>{text}</text></revision></page>\n"  # noqa: E501  as a wiki writes it


@pytest.fixture(autouse=True)
def _store() -> Iterator[None]:
    with empty_store():
        yield


def page(title: str, text: str, *, ns: int = 0, leads_to: str = "", day: str = "2024-03-01") -> str:
    more = f'<redirect title="{leads_to}"/>' if leads_to else ""
    return PAGE.format(title=title, ns=ns, more=more, day=day, text=text)


def taken(folder: Path, *pages: str, before: str = "") -> Taken:
    head = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="id">\n'
    site = "<siteinfo><sitename>Wiki Balai</sitename></siteinfo>\n"
    return take(folder, "knowledge", f"{before}{head}{site}{''.join(pages)}</mediawiki>", name="wiki.xml")


def test_pages_of_the_main_namespace_are_items_and_again_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [
        page("Uji cepat", "{{Kotak|a}}'''Uji''' di [[gudang|Gudang kami]], [[lama]] dan [[tiada]].[[Kategori:Boraks]]"),
        page("Gudang", "Isi gudang"),
        page("Lama", "#ALIH [[Gudang]]", leads_to="Gudang"),
        page("Pembicaraan:Gudang", "x", ns=1),
        page("Kosong", "{{Hanya templat}}"),
    ]
    found = taken(tmp_path, *pages)
    assert found.tally == (3, 2, 0, 0, 1)
    assert [(row["field"], row["id"]) for row in found.rejected] == [("body", "Kosong")]
    assert "Templates that were left out: 2" in capsys.readouterr().err
    item = Item.objects.get(activity__code="Uji-cepat")
    assert item.body == "**Uji** di [Gudang kami](/pengetahuan/Gudang), [lama](/pengetahuan/Gudang) dan tiada."
    assert (item.activity.title, item.activity.topics) == ("Uji cepat", ["Boraks"])
    assert (item.source, item.language, item.created_on) == ("Wiki Balai", "id", date(2024, 3, 1))
    assert taken(tmp_path, *pages).tally == (3, 0, 0, 2, 1)


@pytest.mark.parametrize(
    ("wikitext", "markdown"),
    [
        ("== Judul ==\nTeks\n=== Anak ===\nlagi", "## Judul\n\nTeks\n\n### Anak\n\nlagi"),
        ("Daftar:\n* satu\n** dua\n* '''tiga'''\nakhir", "Daftar:\n\n- satu\n   - dua\n- **tiga**\n\nakhir"),
        ("# satu\n# dua", "1. satu\n1. dua"),
        ("''miring'' [https://a.example/b Situs] [javascript:x y]", "*miring* [Situs](https://a.example/b)"),
        ('{| class="x"\n! A !! B\n|-\n| 1 || 2|3\n|}', "| A | B |\n| --- | --- |\n| 1 | 3 |"),
        ("a*b_c [x] <script>alert(1)</script><ref>r</ref><!-- k -->", r"a\*b\_c \[x\]"),
        ("[[Berkas:foto.jpg|thumb|Foto]]x", "x"),
    ],
)
def test_wikitext_reads_the_same_in_markdown(wikitext: str, markdown: str) -> None:
    assert article(wikitext).body.startswith(markdown)
    assert "alert" not in article(wikitext).body


def test_a_declared_entity_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(Problem) as refused:
        taken(tmp_path, page("A", "&b;"), before=bomb)
    assert refused.value.code == "wiki.declares"


def test_xml_that_is_cut_off_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        take(tmp_path, "knowledge", f"<mediawiki>\n{page('A', 'x')}<page><title>B", name="wiki.xml")
    assert refused.value.code == "wiki.broken"
    assert not Item.objects.exists()
