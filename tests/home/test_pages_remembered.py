"""What pages remember is right at once after any change, in the viewer's own language, and opens nobody's door."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.lib import clock
from alur.insight.models import PersonYear
from alur.records.services.rebuilding import rebuild
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import read
from tests.imports import BUDI, LINA, SARI, empty_store, take, take_basics

pytestmark = [pytest.mark.django_db, pytest.mark.both]

Change = Callable[[Path], None]
KNOWLEDGE = "id,title,body,unit_code,topics,created_on\nK1,Membaca label,Isi.,BALAI,Label,2026-03-04\n"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        assert take(tmp_path, "knowledge", KNOWLEDGE).rejected == []
        yield


@pytest.fixture
def sari(client: Client) -> Client:
    """Give Sari, who works in BALAI and sees everything."""
    return signed_in(client, SARI, "ppsdm")


def signed_in(client: Client, username: str, *roles: str) -> Client:
    client.force_login(cast.account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def imported(kind: str, header: str, row: str) -> Change:
    def change(folder: Path) -> None:
        assert take(folder, kind, f"{header}\n{row}\n").rejected == []

    return change


def done(kind: str, header: str, row: str) -> Change:
    return imported(kind, f"record_id,nip,{header}", f"{uuid4()},{SARI},{row}")


SESSION, MODULE = "code,title,starts_at,ends_at,jp", "code,title,jp,published_on"
# Address, what changes, and what only the page after the change says.
CHANGES: list[tuple[str, Change, str]] = [
    ("/modul", imported("modules", MODULE, "M1,Judul baru,1,2022-01-03"), "Judul baru"),
    ("/modul", imported("modules", MODULE, "M1,Validasi proses,7,2022-01-03"), "7\u00a0JP"),
    ("/modul", imported("modules", f"{MODULE},topics", "M9,Baru,1,2022-01-03,Gizi"), "Gizi</option>"),
    ("/modul", done("completions", "module_code,completed_at", "M1,2026-11-20T09:00"), "Selesai 20/11/2026"),
    ("/sesi", imported("sessions", SESSION, "S1,Judul baru,2022-03-10T09:00,2022-03-10T11:00,2"), "Judul baru"),
    ("/sesi", imported("sessions", SESSION, "S9,Nanti,2026-12-10T09:00,2026-12-10T11:00,2"), "Nanti"),
    ("/sesi", done("attendance", "session_code,joined_at,left_at", "S1,2022-03-10T09:00,2022-03-10T11:00"), "Hadir"),
    ("/pengetahuan", imported("knowledge", "id,title,body,created_on", "K1,Judul baru,Isi.,2026-03-04"), "Judul baru"),
    ("/pengetahuan", imported("units", "code,name,parent_code", "BALAI,Balai Besar,PUSAT"), "Balai Besar · 4 Maret"),
    ("/ujian", imported("exams", "code,title,module_code", "E1,Judul baru,M1"), "Judul baru"),
    ("/ujian", imported("modules", MODULE, "M1,Judul baru,1,2022-01-03"), "Judul baru"),
    ("/ujian", done("exam_results", "exam_code,submitted_at,score", "E1,2026-11-20T09:00,82"), "82 / 100"),
    ("/unit", imported("units", "code,name,parent_code", "BALAI,Balai Besar,PUSAT"), "<h1>Balai Besar"),
    ("/unit", imported("employees", "nip,name,unit_code", f"{LINA},Lina,BALAI"), "Lina"),
    ("/unit", imported("employees", "nip,name,unit_code", f"{SARI},Sari Wulandari,BALAI"), "Sari Wulandari"),
    ("/unit", done("completions", "module_code,completed_at", "M2,2026-11-20T09:00"), ">2,5</td>"),
    ("/pusat", imported("units", "code,name,parent_code", "BARU,Unit baru,"), "Unit baru"),
    ("/pusat", done("completions", "module_code,completed_at", "M2,2026-11-20T09:00"), ">2,5</td>"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "change", "said"), CHANGES)
def test_the_next_request_shows_the_change(
    sari: Client, tmp_path: Path, address: str, change: Change, said: str
) -> None:
    before = [sari.get(address).content.decode() for _ in range(2)]
    change(tmp_path)
    after = sari.get(address).content.decode()

    assert [said in page for page in (*before, after)] == [False, False, True]


@pytest.mark.parametrize("address", ["/unit", "/pusat"])
def test_the_next_request_shows_what_a_rebuild_put_right(sari: Client, tmp_path: Path, address: str) -> None:
    done("completions", "module_code,completed_at", "M2,2026-11-20T09:00")(tmp_path)
    PersonYear.objects.update(jp=Decimal("7.25"))
    before = sari.get(address).content.decode()
    assert rebuild() != []
    after = sari.get(address).content.decode()

    assert [">7,25<" in page for page in (before, after)] == [True, False]


def test_a_session_moves_from_coming_to_past_by_the_clock(sari: Client, tmp_path: Path) -> None:
    end = NOON + timedelta(minutes=1)
    row = f"S9,Sebentar,{NOON - timedelta(hours=1):%Y-%m-%dT%H:%M},{end:%Y-%m-%dT%H:%M},2\n"
    assert take(tmp_path, "sessions", f"{SESSION}\n{row}").rejected == []
    found = []
    for moment in (NOON, end + timedelta(seconds=1)):
        with clock.frozen_at(moment):
            found.append(sari.get("/sesi").content.decode().partition('id="lalu"')[2].count("Sebentar"))

    assert found == [0, 1]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/modul", ("30\u00a0menit", "30\u00a0minutes")),
        ("/sesi", ("Kamis, 10 Maret 2022", "Thursday, 10 March 2022")),
        ("/pengetahuan", ("4 Maret 2026", "4 March 2026")),
        ("/ujian", ("Nilai lulus", "Pass mark")),
        ("/unit", ("Jabatan", "Position")),
        ("/pusat", ("Pegawai terjangkau", "Employees reached")),
    ],
)
def test_each_reads_her_own_language(sari: Client, tmp_path: Path, address: str, said: tuple[str, str]) -> None:
    rows = "code,title,jp,published_on,minutes\nM1,Validasi proses,1,2022-01-03,30\n"
    assert take(tmp_path, "modules", rows).rejected == []
    found = []
    for language in ("id", "en", "id", "en"):
        sari.cookies["bahasa"] = language
        page = sari.get(address).content.decode()
        found.append(tuple(words in page for words in said))

    assert found == [(True, False), (False, True)] * 2


def test_what_one_may_see_opens_nothing_to_another(sari: Client) -> None:
    manager = signed_in(Client(), BUDI, "pengelola:LOKA")
    for address in ("/unit?unit=PUSAT", "/unit?unit=LOKA", "/pusat", "/pusat?unit=PUSAT"):
        assert sari.get(address).status_code == 200

    assert [manager.get(f"/{page}?unit=PUSAT").status_code for page in ("unit", "pusat")] == [403, 403]
    own = [read(manager.get(f"/{page}")) for page in ("unit", "pusat")]
    assert [(page.headings, "Balai" in page.texts) for page in own] == [
        (["Loka"], False),
        (["Pembelajaran 2026"], False),
    ]


def test_one_does_not_see_what_another_did(sari: Client, tmp_path: Path) -> None:
    done("completions", "module_code,completed_at", "M1,2026-11-20T09:00")(tmp_path)
    done("attendance", "session_code,joined_at,left_at", "S1,2022-03-10T09:00,2022-03-10T11:00")(tmp_path)
    done("exam_results", "exam_code,submitted_at,score", "E1,2026-11-20T09:00,82")(tmp_path)
    budi = signed_in(Client(), BUDI)
    marks = {"/modul": "Selesai 20/11/2026", "/sesi": "Hadir", "/ujian": "82 / 100"}

    found = {
        address: [mark in each.get(address).content.decode() for each in (sari, budi)]
        for address, mark in marks.items()
    }
    assert found == {address: [True, False] for address in marks}


@pytest.mark.parametrize(
    ("address", "most"), [("/modul", 6), ("/sesi", 5), ("/ujian", 5), ("/pengetahuan", 5), ("/pusat", 4)]
)
def test_what_is_remembered_is_not_asked_again(sari: Client, address: str, most: int) -> None:
    sari.get(address)
    with CaptureQueriesContext(connection) as asked:
        sari.get(address)

    assert len(asked) <= most
