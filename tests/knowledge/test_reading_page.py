"""An item is read part by part: its outline leads to each, and so does what is found."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.knowledge.services import put_items
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, assemble
from tests.imports import empty_store
from tests.knowledge.desk import row

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LONG = "# Menyegel\n\nSegel dua.\n\n# Menyimpan\n\nSimpan di gudang beku.\n\n# Mengirim\n\nKirim pagi.\n"
REGULATION = "BAB I\nUMUM\nPasal 1\n(1) Segel biru.\nPasal 2\n(1) Laporan triwulanan dikirim.\n"


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store():
        cast = assemble()
        rows = [
            row("PANJANG", "Sampel", "procedure", "BALAI-A", cast.sari.nip, body=LONG),
            row("ATURAN", "Peraturan pelaporan", "regulation", "", "", body=REGULATION),
            row("PENDEK", "Catatan", "lesson", "", ""),
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


def test_the_outline_leads_to_each_part(sari: Client) -> None:
    page = shown(sari, "/pengetahuan/PANJANG")
    links = re.findall(r'<li class="depth-1"><a href="#([^"]+)">', page)
    parts = ["bagian-menyegel", "bagian-menyimpan", "bagian-mengirim"]
    # Once folded, once beside the text.
    assert links == parts * 2
    assert re.findall(r'<h2 id="(bagian-[^"]+)">', page) == parts
    assert "Di halaman ini" in page


def test_a_short_text_has_no_outline(sari: Client) -> None:
    assert "Di halaman ini" not in shown(sari, "/pengetahuan/PENDEK")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("gudang beku", "/pengetahuan/PANJANG#bagian-menyimpan"),
        ("laporan triwulanan", "/pengetahuan/ATURAN#pasal-2"),
        ("segel dipasang", "/pengetahuan/PENDEK"),
    ],
)
def test_what_is_found_opens_at_its_part(sari: Client, words: str, address: str) -> None:
    page = shown(sari, f"/cari?q={words}")
    found = re.findall(r'<h2 class="item-title"><a href="([^"]+)">', page)
    assert found[0] == address
    assert rebuilding.check() == []
