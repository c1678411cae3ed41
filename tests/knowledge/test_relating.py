"""Curators say what items do to each other: both ends show it, and what is replaced is found later."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.base.lib.problems import Problem
from alur.knowledge.models import Relation
from alur.knowledge.services import put_items
from alur.knowledge.services.relating import relate, unrelate
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor, assemble
from tests.imports import empty_store
from tests.knowledge.desk import row

pytestmark = [pytest.mark.django_db, pytest.mark.both]
OLD, NEW = "Peraturan BPOM Nomor 5 Tahun 2019 tentang Segel", "Peraturan BPOM Nomor 24 Tahun 2022 tentang Segel"
TEXT = "BAB I\nUMUM\nPasal 1\n(1) Segel biru.\nPasal 2\nSegel dalam Pasal 1 ayat (1) dan Pasal 9 dipasang.\n"
GUIDE = "Ikuti Pasal 2 Peraturan BPOM Nomor 24 Tahun 2022, bukan Pasal 1 PerBPOM Nomor 7 Tahun 2000."


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store():
        cast = assemble()
        rows = [
            row("LAMA", OLD, "regulation", "", "", body=TEXT),
            row("BARU", NEW, "regulation", "", "", body=TEXT),
            row("SOP", "Cara menyegel", "procedure", "BALAI-A", cast.sari.nip, body=GUIDE),
        ]
        put_items(actor=SYSTEM, rows=rows)
        yield cast


@pytest.fixture
def sari(client: Client) -> Client:
    client.force_login(account(SARI))
    client.cookies["bahasa"] = "id"
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def scores() -> dict[str, float]:
    return {hit.code: hit.score for hit in search("segel biru", reader=EVERYTHING, limit=2).hits}


def links(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]*)" rel="[^"]*">(Pasal[^<]*)</a>', page)


def test_both_ends_say_it_and_what_is_replaced_is_found_later(sari: Client) -> None:
    before = scores()
    curator = actor("pusat", "kurator")
    for named in ("https://alur.example/pengetahuan/LAMA#pasal-1", "LAMA"):
        relate(actor=curator, code="BARU", kind="replaces", other=named)

    assert Relation.objects.count() == Entry.objects.filter(action="knowledge.relate").count() == 1
    assert scores() == {"BARU": before["BARU"], "LAMA": pytest.approx(0.8 * before["LAMA"], abs=1e-5)}
    assert rebuilding.check() == []
    old, new = shown(sari, "/pengetahuan/LAMA"), shown(sari, "/pengetahuan/BARU")
    assert re.findall(r'notice-warning"><p>(Ini diganti[^<]*)<a href="([^"]*)', old.replace(": <a", ":<a")) == [
        ("Ini diganti pada 15 Januari 2026 oleh:", "/pengetahuan/BARU")
    ]
    assert "Digantikan oleh" in old
    assert "Menggantikan" in new
    assert "Ini diganti" not in new

    unrelate(actor=curator, code="BARU", id=Relation.objects.get().pk)
    assert scores() == before
    assert rebuilding.check() == []


def test_who_may_not_read_an_item_does_not_hear_of_it_elsewhere(sari: Client) -> None:
    relate(actor=actor("pusat", "kurator"), code="BARU", kind="replaces", other="LAMA")
    put_items(actor=SYSTEM, rows=[replace(row("BARU", NEW, "regulation", "", "", body=TEXT), audience=["BALAI-B"])])
    assert "BARU" not in shown(sari, "/pengetahuan/LAMA")
    assert links(shown(sari, "/pengetahuan/SOP")) == []
    assert rebuilding.check() == []


def test_only_who_looks_after_both_lets_one_be_replaced() -> None:
    balai = actor("balai-kurator", "kurator:BALAI-A")
    relate(actor=balai, code="SOP", kind="implements", other="BARU")
    with pytest.raises(Problem) as refused:
        relate(actor=balai, code="SOP", kind="replaces", other="BARU")
    assert refused.value.code == "access.not_allowed"
    with pytest.raises(Problem) as refused:
        relate(actor=balai, code="BARU", kind="amends", other="SOP")
    assert refused.value.code == "access.not_allowed"
    assert Relation.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "kind", "other", "problem"),
    [
        ("BARU", "replaces", "BARU", "knowledge.no_relation"),
        ("BARU", "eats", "LAMA", "knowledge.no_relation"),
        ("BARU", "replaces", "NIHIL", "knowledge.no_other"),
        ("BARU", "replaces", "\0", "knowledge.no_other"),
        ("LAMA", "amends", "BARU", "knowledge.other_way_round"),
    ],
)
def test_what_makes_no_sense_is_refused(code: str, kind: str, other: str, problem: str) -> None:
    curator = actor("pusat", "kurator")
    relate(actor=curator, code="BARU", kind="amends", other="LAMA")
    with pytest.raises(Problem) as refused:
        relate(actor=curator, code=code, kind=kind, other=other)
    assert refused.value.code == problem
    assert Relation.objects.count() == 1


def test_curators_say_it_on_its_page_and_others_do_not(client: Client) -> None:
    client.force_login(account("pusat", "kurator"))
    client.cookies["bahasa"] = "id"
    answer = client.post("/pengetahuan/BARU/hubungan", {"jenis": "replaces", "lain": "NIHIL"})
    assert answer.status_code == 422
    assert "Tidak ada pengetahuan dengan kode atau alamat ini." in answer.content.decode()
    assert client.post("/pengetahuan/BARU/hubungan", {"jenis": "replaces", "lain": "LAMA"}).status_code == 302
    page = shown(client, "/pengetahuan/BARU/hubungan")
    [id] = re.findall(r'name="lepas" value="(\d+)"', page)
    assert 'name="lepas"' not in shown(client, "/pengetahuan/LAMA/hubungan")
    assert client.post("/pengetahuan/LAMA/hubungan", {"lepas": id}).status_code == 422
    assert client.post("/pengetahuan/BARU/hubungan", {"lepas": id}).status_code == 302
    assert Relation.objects.count() == 0
    client.force_login(account(SARI))
    assert client.get("/pengetahuan/BARU/hubungan").status_code == 403


def test_articles_that_are_named_are_led_to_where_it_is_sure(sari: Client) -> None:
    assert links(shown(sari, "/pengetahuan/SOP")) == [
        ("/pengetahuan/BARU#pasal-2", "Pasal 2 Peraturan BPOM Nomor 24 Tahun 2022")
    ]
    # Pasal 9 is none of its articles.
    assert links(shown(sari, "/pengetahuan/BARU")) == [("#pasal-1-ayat-1", "Pasal 1 ayat (1)")]
    put_items(actor=SYSTEM, rows=[row("BARU2", NEW, "regulation", "", "", body=TEXT)])
    assert links(shown(sari, "/pengetahuan/SOP")) == []


def test_a_regulation_that_names_itself_leads_no_further_than_its_articles(sari: Client) -> None:
    body = TEXT + f"\n\nIni ringkasan {NEW}; lihat Pasal 2 Peraturan BPOM Nomor 24 Tahun 2022.\n"
    put_items(actor=SYSTEM, rows=[row("BARU", NEW, "regulation", "", "", body=body)])
    page = shown(sari, "/pengetahuan/BARU")
    assert links(page)[1:] == [("#pasal-2", "Pasal 2 Peraturan BPOM Nomor 24 Tahun 2022")]
    assert 'href="/pengetahuan/BARU"' not in page.partition("Ini ringkasan")[2].partition("</p>")[0]
