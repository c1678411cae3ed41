"""The search: what is found by which words, of which kind, and how it is shown; odd words; few queries and bytes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.rules import SYSTEM
from alur.base.lib import clock
from alur.cli.content import import_content
from alur.learning.services.drafts import archive_module
from alur.records.queries import remembered
from alur.search.services.embedding import work_out
from tests.cast import account
from tests.imports import BUDI, SARI, empty_store, take, take_basics
from tests.meaning import Fake

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MOST_QUERIES, MOST_BYTES = 12, 20_000
MODULES = """\
code,title,kind,jp,minutes,published_on
OB1,Obat keras di apotek,e-learning,2,90,2022-01-01
OB2,Évaluasi Obat,microlearning,1,15,2023-01-01
OB3,Obat tahun depan,microlearning,1,15,2099-01-01
OB4,Obat yang disimpan,microlearning,1,15,2022-01-01
"""
SESSIONS = """\
code,title,kind,starts_at,ends_at,jp
WO1,Bincang obat <keras>,webinar,2022-05-04T09:00,2022-05-04T11:00,2
"""
KNOWLEDGE = """\
id,title,body,kind,created_on
KO1,Soal obat keras & bebas,Isi.,material,2022-03-04
KO2,Label pangan,Isi.,notulen,2022-03-04
"""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        for kind, rows in (("modules", MODULES), ("sessions", SESSIONS), ("knowledge", KNOWLEDGE)):
            assert take(tmp_path, kind, rows).rejected == []
        archive_module(actor=SYSTEM, code="OB4", is_archived=True)
        with clock.frozen_at(datetime(2026, 6, 1, tzinfo=UTC)):
            yield


@pytest.fixture
def sari(client: Client) -> Client:
    client.force_login(account(SARI))
    return client


def shown(client: Client, text: str, more: str = "") -> str:
    answer = client.get(f"/cari?q={quote(text)}{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def found(client: Client, text: str, more: str = "") -> list[str]:
    """Return the codes found, in order."""
    return re.findall(r'class="item-title"><a href="/(?:modul|sesi|pengetahuan)/(\w+)"', shown(client, text, more))


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/cari?q=obat").headers["Location"].startswith("/masuk?next=/cari")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("obat", ["OB1", "OB2", "WO1", "KO1"]),
        ("OBAT", ["OB1", "OB2", "WO1", "KO1"]),
        ("keras obat", ["OB1", "WO1", "KO1", "OB2"]),
        ("evaluasi", ["OB2"]),
        ("ÉVALUASI óbat", ["OB2", "OB1", "WO1", "KO1"]),
        ("eras", ["OB1", "WO1", "KO1"]),
        ("krras", ["OB1", "WO1", "KO1"]),
        ("ob2", ["OB2"]),
        ("isi", ["KO2", "KO1"]),
        ("100%", []),
        ("_", []),
        ("depan", []),
        ("disimpan", []),
    ],
)
def test_found_by_any_word_the_nearest_first(sari: Client, text: str, codes: list[str]) -> None:
    assert found(sari, text) == codes


def test_what_a_result_says(sari: Client) -> None:
    page = unescape(re.sub(r"<[^>]+>|\s+", " ", shown(sari, "keras")))

    assert "Modul · E-learning · 90 menit · 2 JP" in " ".join(page.split())
    assert "Webinar · 4 Mei 2022, 09.00 WIB · 120 menit · 2 JP" in " ".join(page.split())
    assert "Pengetahuan · Materi pelatihan · 4 Maret 2022" in " ".join(page.split())
    assert "90\u00a0menit · 2\u00a0JP" in shown(sari, "keras")  # no number parts from what it counts
    assert "<mark>keras</mark>" in shown(sari, "keras")
    assert "<keras>" not in shown(sari, "keras")


def test_while_somebody_types_words_count_and_then_the_meaning(sari: Client, model: Fake) -> None:
    work_out(model, seconds=60)
    typing = sari.get("/cari?q=kemasan", headers={"HX-Request": "true"}).content.decode()
    assert "item-title" not in typing
    assert found(sari, "kemasan")[0] == "KO2"
    assert found(sari, "kemasan", "&jenis=module") != []
    assert "KO2" not in found(sari, "kemasan", "&jenis=module")


def test_what_was_meant_is_said(sari: Client) -> None:
    assert "Tidak ada yang menulis “krras”. Ditampilkan hasil untuk “keras”." in unescape(shown(sari, "krras"))


def test_a_hit_leads_to_the_screen_that_answers(sari: Client, tmp_path: Path) -> None:
    content = (
        "---\ncode: OB1\n---\n\n# Awal\n\nSatu.\n\n---\n\n# Etalase\n\nKunci <b>disimpan</b> apoteker & dicatat.\n"
    )
    (tmp_path / "OB1.md").write_text(content, encoding="utf-8")
    assert import_content(tmp_path / "OB1.md").rejected == 0
    page = shown(sari, "siapa menyimpan kunci?")

    assert 'href="/modul/OB1/layar/2"' in page
    assert '<p class="hit-heading">Etalase</p>' in page
    assert '<p class="hit-text"><mark>Kunci</mark> <mark>disimpan</mark> apoteker &amp; dicatat.</p>' in page


def test_since_a_year(sari: Client) -> None:
    assert found(sari, "obat", "&sejak=2023") == ["OB2"]
    assert found(sari, "obat", "&sejak=kemarin") == found(sari, "obat")


def test_by_kind(sari: Client) -> None:
    assert found(sari, "obat", "&jenis=session") == ["WO1"]
    assert found(sari, "obat", "&jenis=nonsense") == found(sari, "obat")
    assert "Tidak ada dari jenis ini" in shown(sari, "evaluasi", "&jenis=session")


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\n\t", "x" * 50_000, "zq " * 5_000, "%00", "'; DROP TABLE x", "𝕏" * 300]
)
def test_odd_words_find_nothing_and_break_nothing(sari: Client, text: str) -> None:
    assert found(sari, text, "&hal=99999999999999999999") == []


def test_a_title_that_changes_is_found_by_its_new_words(sari: Client, tmp_path: Path) -> None:
    assert found(sari, "apotek") == ["OB1"]
    take(tmp_path, "modules", MODULES.replace("di apotek", "di gudang"))

    assert (found(sari, "apotek"), found(sari, "gudang")) == ([], ["OB1"])


def test_few_queries_and_bytes_however_much_there_is(sari: Client, tmp_path: Path) -> None:
    def cost() -> tuple[int, int]:
        remembered.place.cache_clear()
        with CaptureQueriesContext(connection) as asked:
            answer = sari.get("/cari?q=obat", headers={"Accept-Encoding": "gzip"})
        return len(asked), len(answer.content)

    cost()
    few = cost()
    rows = [f"ZZ{number},Obat {'panjang sekali ' * 12}{number},e-learning,2,90,2022-01-01" for number in range(120)]
    take(tmp_path, "modules", "\n".join(["code,title,kind,jp,minutes,published_on", *rows]))
    many = cost()

    assert many[0] <= few[0] <= MOST_QUERIES
    assert many[1] <= MOST_BYTES


def beside(client: Client, text: str) -> str:
    answer = client.get(f"/cari/samping?q={quote(text)}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_by_topic_and_by_unit_with_all_below(sari: Client, tmp_path: Path) -> None:
    rows = "id,title,body,unit_code,topics\nKA,Obat A,Isi.,LOKA,Obat;Apotek\nKB,Obat B,Isi.,PUSAT,Apotek keliling\n"
    take(tmp_path, "knowledge", rows)
    assert set(found(sari, "obat", "&unit=BALAI")) == {"KA"}
    assert set(found(sari, "obat", "&unit=PUSAT")) == {"KA", "KB"}
    assert found(sari, "obat", "&topik=Apotek") == ["KA"]
    assert found(sari, "obat", "&unit=ENTAH&topik=Entah") == found(sari, "obat")
    page = shown(sari, "obat", "&unit=LOKA&topik=Obat")
    assert '<option value="LOKA" selected>Loka</option>' in page
    assert 'href="?q=obat&amp;unit=LOKA&amp;topik=Obat&amp;jenis=module"' in page


def test_people_are_those_whom_she_may_see(sari: Client, client: Client) -> None:
    assert ("/cari/samping?q=budi" in shown(sari, "budi"), beside(sari, "budi").count("<li")) == (True, 0)
    client.force_login(account("pimpinan", "pimpinan"))
    page = beside(client, "budi")
    assert ("Budi" in page.split('id="orang"')[1], BUDI in page) == (True, False)
    client.force_login(account("ppsdm", "ppsdm"))
    assert f'href="/tim/{BUDI}"' in beside(client, "budi pusat")
    assert f'href="/tim/{BUDI}"' in beside(client, BUDI)
    assert 'id="orang"' not in beside(client, "budi loka")


def test_questions_that_wait_are_found_without_who_asks(sari: Client, client: Client) -> None:
    sari.post("/tanya", {"q": "Berapa lama sampel jamu disimpan?"})
    client.force_login(account(BUDI))
    part = beside(client, "lama penyimpanan sampel jamu")
    assert ("Berapa lama sampel jamu disimpan?" in part, "1 orang menanyakan ini." in part) == (True, True)
    assert "Sari" not in part
    assert "/tanya?q=Berapa%20lama%20sampel%20jamu%20disimpan%3F" in part
    assert 'id="menunggu"' not in beside(client, "cara memasang segel")
    assert "sampel jamu disimpan?" in client.get("/cari/samping?q=sampel+jamu").content.decode()


def test_titles_are_suggested_while_one_types(sari: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = sari.get("/cari/saran?q=soal+obat+ker")
    text = answer.content.decode()
    assert re.findall(r'href="([^"]+)"', text)[0] == "/pengetahuan/KO1"
    assert "<mark>obat</mark> <mark>keras</mark>" in text
    assert text.rstrip().endswith('?q=soal%20obat%20ker" tabindex="-1">Cari “soal obat ker”</a></li>')
    assert len(asked) <= MOST_QUERIES
    assert sari.get("/cari/saran").content.decode().count("<li") == 1
