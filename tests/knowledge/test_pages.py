"""The pages of knowledge: found by what one looks for, readable, harmless, few queries and bytes."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.knowledge.models import Item
from tests.cast import account
from tests.imports import SARI, empty_store, take, take_basics

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 20_000
ITEMS = f"""\
id,title,body,kind,unit_code,author_nip,topics,language,created_on
K1,Cara membaca label,Isi **satu**.,material,BALAI,{SARI},Label;Pangan,id,2022-03-04
K2,Laporan riset,# Bab\\n,research,PUSAT,,Pangan,id,2023-01-02
K3,Label & klaim,Teks.,notulen,,,,en,2022-12-31
"""
HOSTILE = """\
id,title,body,created_on
X1,<script>alert(1)</script>,"<script>alert(2)</script><b onclick=x>tebal</b> ![x](https://x.example/y.png)",2022-01-01
"""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        assert take(tmp_path, "knowledge", ITEMS).rejected == []
        yield


@pytest.fixture
def sari(client: Client) -> Client:
    client.force_login(account(SARI))
    client.cookies["bahasa"] = "id"
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def titles(client: Client, query: str) -> list[str]:
    found = re.findall(
        r"<h2 class=\"item-title\"><a href=\"/pengetahuan/([^\"]+)\">", shown(client, f"/pengetahuan?{query}")
    )
    return [unescape(code) for code in found]


@pytest.mark.parametrize("address", ["/pengetahuan", "/pengetahuan/K1"])
def test_strangers_are_sent_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/masuk?next={address}")


@pytest.mark.both
def test_items_are_found(sari: Client) -> None:
    found = {
        "": ["K2", "K3", "K1"],
        "q=label": ["K3", "K1"],
        "kind=research": ["K2"],
        "kind=notulen": ["K3"],
        "unit=BALAI": ["K1"],
        "topic=Pangan": ["K2", "K1"],
        "topic=Pangan&tahun=2022": ["K1"],
        "tahun=2022": ["K3", "K1"],
        "tahun=1999&kind=x&unit=x&topic=x&hal=x": ["K2", "K3", "K1"],
        "q=%00": ["K2", "K3", "K1"],
        "q=zzz": [],
    }
    assert {query: titles(sari, query) for query in found} == found
    assert "Tidak ditemukan" in shown(sari, "/pengetahuan?q=zzz")


def test_an_item_is_read(sari: Client) -> None:
    page = shown(sari, "/pengetahuan/K1")
    wanted = [
        "Materi pelatihan",
        "Balai",
        "Sari",
        "4 Maret 2022",
        "<li>Label</li>",
        "<p>Isi <strong>satu</strong>.</p>",
    ]
    assert [text for text in wanted if text not in page] == []
    assert '<article class="card prose" lang="en">' in shown(sari, "/pengetahuan/K3")


@pytest.mark.both
@pytest.mark.parametrize("code", ["K404", "M1", "%00", "%0A", "x" * 999, "K1%2F", "%F0%9F%99%88"])
def test_odd_ids_are_not_found(sari: Client, code: str) -> None:
    assert sari.get(f"/pengetahuan/{code}").status_code == 404


def test_hostile_items_are_harmless(sari: Client, tmp_path: Path) -> None:
    assert take(tmp_path, "knowledge", HOSTILE).rejected == []
    for address in ("/pengetahuan", "/pengetahuan/X1"):
        page = re.search(r"(?s)<main.*</main>", shown(sari, address))
        assert page
        assert re.findall(r"<script|<[^>]*onclick|<img", page[0]) == []


def test_nothing_yet_says_so(sari: Client) -> None:
    Item.objects.all().delete()
    assert "Belum ada pengetahuan" in shown(sari, "/pengetahuan")


def test_few_queries_and_bytes_however_much_there_is(sari: Client, tmp_path: Path) -> None:
    few = weighed(sari, "/pengetahuan"), weighed(sari, "/pengetahuan/K1")
    title = "Pengantar Cara Pembuatan Obat Tradisional yang Baik: sertifikasi bertahap bagi usaha kecil di Banjarbaru"
    rows = "".join(f"T{n},{title},isi,BALAI,Topik {n};Obat tradisional,{2000 + n % 24}-01-01\n" for n in range(200))
    assert take(tmp_path, "knowledge", f"id,title,body,unit_code,topics,created_on\n{rows}").rejected == []
    many = weighed(sari, "/pengetahuan"), weighed(sari, "/pengetahuan/K1")

    assert [queries for queries, _ in many] == [queries for queries, _ in few]
    assert all(queries <= MOST_QUERIES and size <= MOST_BYTES for queries, size in many)


def weighed(client: Client, address: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"accept-encoding": "gzip"})
    return len(queries), len(answer.content)
