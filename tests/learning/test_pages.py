"""The pages of modules and sessions as they answer: who sees what, filters, odd addresses, few queries and bytes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.lib import clock
from alur.cli.content import import_content
from alur.learning.models import Completion, Module, ModuleContent
from tests.cast import account
from tests.imports import BUDI, SARI, empty_store, take
from tests.learning.desk import CONTENT, furnish, take_content
from tests.learning.test_content_import import PNG

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
MOST_QUERIES, MOST_BYTES = 12, 20_000
TITLE = re.compile(r"<h[23]><a href=\"([^\"]+)\">")


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        yield


@pytest.fixture
def sari(client: Client) -> Client:
    return signed_in(client, SARI)


def signed_in(client: Client, username: str, *roles: str) -> Client:
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def titles(client: Client, address: str) -> list[str]:
    """Return where the titles of a list lead."""
    return TITLE.findall(shown(client, address))


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"record_id": str(uuid4()), **fields})


def finish(client: Client) -> Any:
    post(client, "/modul/M1/layar/1")
    post(client, "/modul/M1/layar/2", **{"jawab-1": "1", "jawab-2": "TIE"})
    return post(client, "/modul/M1/selesai", layar=3)


ALL = ["/modul", "/modul/M1", "/modul/M1/layar/1", "/modul/M1/layar/2", "/sesi", "/sesi/S1"]


@pytest.mark.parametrize("address", [*ALL, "/modul/M1/selesai", f"/modul/M1/berkas/{'0' * 64}.png"])
def test_strangers_are_sent_to_sign_in(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/masuk")


@pytest.mark.both
@pytest.mark.parametrize(
    "code",
    [
        *("M404", "S1", "%00", "M1%00", "%0A", "%FF", "%F0%9F%99%88", "M1%20", "..", "M1;x", "M1%2Fx", "m1"),
        *("%C2%AD", "%E2%80%AE", "x" * 2_000, "%27%20OR%201=1--", "%25", "{{7*7}}", "%3Cscript%3E"),
    ],
)
def test_odd_codes_are_not_found(sari: Client, code: str) -> None:
    for address in (f"/modul/{code}", f"/modul/{code}/layar/1", f"/sesi/{code.replace('S1', 'M1')}"):
        assert sari.get(address).status_code == 404, address
    assert post(sari, f"/modul/{code}/selesai").status_code == 404


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999", "x", "-1", "1.5", "%00"])
def test_odd_screens_are_not_found(sari: Client, number: str) -> None:
    assert sari.get(f"/modul/M1/layar/{number}").status_code == 404
    assert post(sari, f"/modul/M1/layar/{number}").status_code == 404


@pytest.mark.both
@pytest.mark.parametrize(
    "query",
    [
        *("q=%00", "q=%FF", "q=" + "x" * 5_000, "q=%25_", "kind=x", "topic=%00", "hal=0", "hal=x", "hal=99999999999"),
        *("tahun=x", "tahun=0", "tahun=99999999999999", "q=a&q=b", "hal=-1", "topic[]=x"),
    ],
)
def test_odd_questions_to_lists_are_answered(sari: Client, query: str) -> None:
    for address in ("/modul", "/sesi"):
        shown(sari, f"{address}?{query}")


@pytest.mark.both
def test_codes_with_signs_work(sari: Client) -> None:
    take_content(CONTENT.replace("code: M1", "code: A&B=ü'1.(2)\ntitle: Tanda\njp: 1\npublished_on: 2026-01-01"))
    [address] = titles(sari, "/modul?q=Tanda")
    assert "Mulai</a>" in shown(sari, unescape(address))


@pytest.mark.both
def test_modules_are_found_by_title_kind_and_topic(sari: Client, tmp_path: Path) -> None:
    rows = (
        "code,title,kind,jp,topics,published_on\n"
        "A1,Membaca label,microlearning,1,Label;Pangan,2026-01-01\n"
        "A2,Label 100%,e-learning,2,Label,2026-02-01\n"
        "A3,Nanti saja,e-learning,2,Label,2026-12-01\n"
        "A4,Kékal & <b>tebal</b>,e-learning,2,Gizi ü,2026-03-01\n"
    )
    assert take(tmp_path, "modules", rows).rejected == []
    found = {
        "": ["A4", "A2", "A1", "M2", "M1"],
        "q=LABEL": ["A2", "A1"],
        "q=100%25": ["A2"],
        "kind=e-learning": ["A4", "A2"],
        "topic=Label": ["A2", "A1"],
        "topic=Pangan&q=label": ["A1"],
        "topic=Gizi+%C3%BC": ["A4"],
        "topic=Tidak": ["A4", "A2", "A1", "M2", "M1"],
        "q=zzz": [],
    }
    for query, codes in found.items():
        assert titles(sari, f"/modul?{query}") == [f"/modul/{code}" for code in codes], query
    page = shown(sari, "/modul?q=Nanti")
    assert "Modul tidak ditemukan" in page
    assert "<b>tebal" not in shown(sari, "/modul")


def test_pages_of_24(sari: Client, tmp_path: Path) -> None:
    rows = "".join(f"B{number:02},Modul {number},1,2026-01-01\n" for number in range(50))
    take(tmp_path, "modules", f"code,title,jp,published_on\n{rows}")
    assert [len(titles(sari, f"/modul?q=Modul&hal={number}")) for number in (1, 2, 3, 4)] == [24, 24, 2, 2]
    assert "?q=Modul&amp;hal=2" in shown(sari, "/modul?q=Modul")
    assert "50 modul" in shown(sari, "/modul?q=Modul")


def test_the_way_through_a_module(sari: Client) -> None:
    assert "Mulai</a>" in shown(sari, "/modul/M1")
    assert post(sari, "/modul/M1/layar/1")["Location"] == "/modul/M1/layar/2"
    assert "Lanjutkan di layar 2" in shown(sari, "/modul/M1")
    assert "Sedang dipelajari" in shown(sari, "/modul")
    assert post(sari, "/modul/M1/layar/2")["Location"] == "/modul/M1/layar/2?kurang=1"
    assert post(sari, "/modul/M1/layar/2", **{"jawab-1": "2"})["Location"] == "/modul/M1/layar/2?kurang=1"
    half = shown(sari, "/modul/M1/layar/2?kurang=1")
    assert ("Bukan itu." in half, "Tepat." in half, "Masih ada soal" in half) == (True, False, True)
    assert post(sari, "/modul/M1/layar/2", **{"jawab-2": "tie"})["Location"] == "/modul/M1/layar/2#hasil"
    assert "Begitulah." in shown(sari, "/modul/M1/layar/2")
    assert 'name="jawab-1"' in shown(sari, "/modul/M1/layar/2?ulang=1")
    assert "Selesaikan modul" in shown(sari, "/modul/M1/layar/3")

    answer = post(sari, "/modul/M1/selesai", layar="3")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r"\+1 JP|1 dari 20 JP|Modul selesai", text) == ["Modul selesai", "+1 JP", "1 dari 20 JP"]
    about = shown(sari, "/modul/M1")
    assert ("Selesai pada 24 November 2026" in about, "+1 JP" in about, "Baca lagi" in about) == (True, True, True)
    assert "Selesai 24/11/2026" in shown(sari, "/modul")
    assert 'action="/modul/M1/layar' not in shown(sari, "/modul/M1/layar/2")


def test_each_screen_tells_what_is_met_so_far(sari: Client) -> None:
    ticks = [
        re.findall(r"(Baca layar: \d dari \d|Jawab soal dengan benar: \d dari \d)", shown(sari, "/modul/M1/layar/1"))
    ]
    post(sari, "/modul/M1/layar/1")
    post(sari, "/modul/M1/layar/2", **{"jawab-1": "1", "jawab-2": "TIE"})
    page = shown(sari, "/modul/M1/layar/2")
    ticks.append(re.findall(r"(Baca layar: \d dari \d|Jawab soal dengan benar: \d dari \d)", page))
    assert ticks == [
        ["Baca layar: 0 dari 3", "Jawab soal dengan benar: 0 dari 1"],
        ["Baca layar: 2 dari 3", "Jawab soal dengan benar: 1 dari 1"],
    ]
    assert page.count("tick-met") == 1


def test_sending_the_same_page_again_shows_the_same_and_counts_once(sari: Client) -> None:
    finish(sari)
    record_id = str(Completion.objects.get().id)
    for _ in range(2):
        answer = sari.post("/modul/M1/selesai", {"record_id": record_id, "layar": "3"})
        assert (answer.status_code, "+1 JP" in answer.content.decode()) == (200, True)
    assert Completion.objects.count() == 1
    again = sari.get("/modul/M1/selesai")
    assert (again.status_code, again["Location"]) == (302, "/modul/M1")


@pytest.mark.parametrize(
    "fields",
    [{"record_id": ""}, {"record_id": "x"}, {"record_id": "\0"}, {"layar": "x"}, {"layar": "0"}, {"layar": "9" * 30}],
)
def test_what_cannot_be_read_is_refused_with_words(sari: Client, fields: dict[str, str]) -> None:
    answer = post(sari, "/modul/M1/selesai", **fields)
    assert (answer.status_code, "tidak terbaca" in answer.content.decode()) == (400, True)
    assert not Completion.objects.exists()


def test_odd_answers_are_no_answers(sari: Client) -> None:
    odd = {"jawab-1": ["9", "x", "\0"], "jawab-": "1", "jawab-x": "1", "jawab-99999999": "1", "jawab-2": " \0 "}
    assert post(sari, "/modul/M1/layar/2", **odd)["Location"] == "/modul/M1/layar/2?kurang=1"


def test_an_unfinished_module_says_what_is_missing(sari: Client) -> None:
    answer = post(sari, "/modul/M1/selesai", layar=3)
    assert (answer.status_code, "Masih ada yang kurang" in answer.content.decode()) == (409, True)


def test_a_module_that_is_taken_elsewhere_offers_no_finishing(sari: Client) -> None:
    page = shown(sari, "/modul/M2")
    assert ("Modul ini diikuti di tempat lain." in page, "Selesaikan" in page, "Mulai<" in page) == (True, False, False)
    assert post(sari, "/modul/M2/selesai").status_code == 409


def test_who_belongs_to_no_employee_may_look_and_leaves_no_trace(client: Client) -> None:
    kurator = signed_in(client, "kurator", "kurator")
    assert "tidak ada yang dicatat" in shown(kurator, "/modul/M1")
    for number in (1, 2, 3):
        page = shown(kurator, f"/modul/M1/layar/{number}")
        assert ('name="record_id"' in page, "Skip" in page) == (False, False)
    assert post(kurator, "/modul/M1/layar/1").status_code == 403
    assert post(kurator, "/modul/M1/selesai", layar=3).status_code == 403


def test_one_does_not_see_anothers_progress(sari: Client) -> None:
    finish(sari)
    budi = signed_in(Client(), BUDI)
    assert "Mulai</a>" in shown(budi, "/modul/M1")
    assert "Selesai 24" not in shown(budi, "/modul")


def test_hostile_content_cannot_act(sari: Client) -> None:
    hostile = (
        "---\ncode: X1\ntitle: <script>alert(1)</script>\njp: 1\npublished_on: 2026-01-01\n---\n"
        "# <img src=x onerror=alert(1)> Judul\n"
        "<script>alert(2)</script><style>*{}</style><iframe src=//x></iframe><form action=//x><input></form>\n\n"
        "[a](javascript:alert(3)) [b](https://x.example) <a href='data:text/html,x' onclick='x'>c</a>\n\n"
        "## ? <svg onload=alert(4)>\n- (x) <b onmouseover=alert(5)>ya</b>\n- ( ) <script>6</script>\n"
        "> <object data=x>\n"
    )
    take_content(hostile)
    for address in ("/modul", "/modul/X1", "/modul/X1/layar/1"):
        page = re.search(r"(?s)<main.*</main>", shown(sari, address))
        assert page
        tags = set(re.findall(r"<(\w+)", page[0]))
        assert tags.isdisjoint({"script", "style", "iframe", "object", "img"})
        assert not re.findall(r"<[^>]*(?:\son\w+=|javascript:|data:)", page[0])
    assert '<a href="https://x.example" rel="noopener noreferrer">b</a>' in shown(sari, "/modul/X1/layar/1")


def test_pictures_are_sent_as_what_they_are(sari: Client, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "m1.md").write_text(CONTENT.replace("Isi satu.", "![Label gizi](a.png)"), encoding="utf-8")
    assert import_content(tmp_path).rejected == 0
    name = ModuleContent.objects.get(number=2).images["a.png"]
    assert f'<img src="/modul/M1/berkas/{name}" alt="Label gizi">' in shown(sari, "/modul/M1/layar/1")
    answer = sari.get(f"/modul/M1/berkas/{name}")
    assert (answer.getvalue(), answer["Content-Type"]) == (PNG, "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    for odd in ("x.png", f"{'0' * 64}.svg", "..%2f..%2fsecret.key", "%00"):
        assert sari.get(f"/modul/M1/berkas/{odd}").status_code == 404


SESSIONS = """\
code,title,kind,starts_at,ends_at,jp,unit_code,speaker
C1,Akan datang,webinar,2026-12-01T09:00,2026-12-01T11:00,2,BALAI,Dr. Rini
C2,Sedang berjalan,discussion,2026-11-24T09:30,2026-11-24T11:00,2,,
P1,Sudah lewat,class,2026-11-02T09:00,2026-11-02T11:00,2,,
P2,Tahun lalu,webinar,2025-12-31T23:00,2026-01-01T01:00,2,,
"""


@pytest.mark.both
def test_sessions_come_first_then_the_past_by_year(sari: Client, tmp_path: Path) -> None:
    take(tmp_path, "sessions", SESSIONS)
    found = {
        "": ["C2", "C1", "P1"],
        "tahun=2025": ["C2", "C1", "P2"],
        "tahun=2022": ["C2", "C1", "S1"],
        "tahun=2024": ["C2", "C1"],
        "tahun=1999": ["C2", "C1", "P1"],
        "kind=webinar": ["C1"],
        "q=lewat": ["P1"],
    }
    for query, codes in found.items():
        assert titles(sari, f"/sesi?{query}") == [f"/sesi/{code}" for code in codes], query
    page = shown(sari, "/sesi/C1")
    wanted = [
        "Selasa, 1 Desember 2026, 09.00–11.00 WIB",
        "Webinar · 2\u00a0JP",
        "Dr. Rini",
        "Balai",
        "80% dari waktunya",
    ]
    assert [text for text in wanted if text not in page] == []
    assert "Kamis, 31 Desember 2025" not in shown(sari, "/sesi/P2")
    assert "Rabu, 31 Desember 2025, 23.00–1 Januari 2026, 01.00 WIB" in shown(sari, "/sesi/P2")


@pytest.mark.both
def test_her_minutes_in_a_session(sari: Client, tmp_path: Path) -> None:
    assert "Belum ada kehadiran Anda yang dilaporkan." in shown(sari, "/sesi/S1")
    attend(tmp_path, "08:50", "09:30")
    attend(tmp_path, "09:20", "10:29")
    page = shown(sari, "/sesi/S1")
    assert "89 dari 96 menit agar dihitung hadir (80% dari sesi)." in page
    assert re.findall(r"<li>([\d.]+–[\d.]+ WIB)</li>", page) == ["08.50–09.30 WIB", "09.20–10.29 WIB"]
    assert "89 dari 96 menit" in shown(sari, "/sesi")
    attend(tmp_path, "10:30", "11:30")
    page = shown(sari, "/sesi/S1")
    assert ("Anda hadir" in page, "+2 JP" in page, "119 menit; 96 menit sudah cukup" in page) == (True, True, True)
    assert ">Hadir<" in shown(sari, "/sesi?tahun=2022")


def attend(folder: Path, joined: str, left: str) -> None:
    row = f"{uuid4()},{SARI},S1,2022-03-10T{joined},2022-03-10T{left}"
    assert take(folder, "attendance", f"record_id,nip,session_code,joined_at,left_at\n{row}\n").rejected == []


def test_empty_lists_say_what_to_do(sari: Client) -> None:
    page = shown(sari, "/sesi?q=zzz")
    assert ("Belum ada sesi yang dijadwalkan." in page, "Sesi tidak ditemukan" in page) == (True, True)
    Module.objects.update(is_archived=True)
    assert "Belum ada modul" in shown(sari, "/modul")
    assert "Modul tidak ditemukan" in shown(sari, "/modul?q=zzz")


@pytest.mark.parametrize("language", ["id", "en"])
def test_few_queries_and_bytes_however_much_there_is(sari: Client, tmp_path: Path, language: str) -> None:
    sari.cookies["bahasa"] = language
    finish(sari)
    few = {address: weighed(sari, address) for address in ALL}
    fill(tmp_path)
    many = {address: weighed(sari, address) for address in ALL}

    assert {address: queries for address, (queries, _) in many.items()} == {
        address: queries for address, (queries, _) in few.items()
    }
    assert {address: weight for address, weight in many.items() if weight[0] > MOST_QUERIES} == {}
    assert {address: weight for address, weight in many.items() if weight[1] > MOST_BYTES} == {}


def weighed(client: Client, address: str) -> tuple[int, int]:
    """Return (queries, bytes as they are sent)."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    return len(queries), len(answer.content)


def fill(folder: Path) -> None:
    """Fill the lists with as much as a page shows, each with long names."""
    long = "Pengantar Cara Pembuatan Obat Tradisional yang Baik: sertifikasi bertahap bagi usaha kecil di Banjarbaru"
    modules = "".join(f"B{n:02},{long} {n},1,Topik {n};Obat tradisional,2026-01-01\n" for n in range(60))
    take(folder, "modules", f"code,title,jp,topics,published_on\n{modules}")
    start = datetime(2026, 11, 1, 9)  # noqa: DTZ001  as a file has it
    times = [start + timedelta(days=day) for day in range(-60, 60)]
    sessions = "".join(
        f"T{n},{long},{at.isoformat()},{at + timedelta(hours=2)},2,BALAI\n" for n, at in enumerate(times)
    )
    take(folder, "sessions", f"code,title,starts_at,ends_at,jp,unit_code\n{sessions}")


@pytest.mark.django_db(transaction=True)
def test_finishing_takes_few_queries_besides_the_record(sari: Client) -> None:
    post(sari, "/modul/M1/layar/1")
    post(sari, "/modul/M1/layar/2", **{"jawab-1": "1", "jawab-2": "TIE"})
    with CaptureQueriesContext(connection) as queries:
        answer = post(sari, "/modul/M1/selesai", layar=3)
    assert "+1 JP" in answer.content.decode()
    statements = [query["sql"] for query in queries.captured_queries]
    begin = next(place for place, sql in enumerate(statements) if sql.startswith("BEGIN"))
    end = next(place for place, sql in enumerate(statements) if sql.startswith("COMMIT"))
    assert len(statements) - (end - begin + 1) <= MOST_QUERIES
