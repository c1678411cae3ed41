"""Presence by hand and by list; calendars; what pages cost."""

import gzip
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.learning.models import (
    AttendanceFile,
    Registration,
    Session,
)
from alur.people.models import Employee
from alur.records.models import Statement
from tests.imports import BUDI, LINA, SARI, take
from tests.learning.running.stage import (
    END,
    FORM,
    MOST_QUERIES,
    NOTE,
    NOW,
    START,
    TONO,
    at,
    planned,
    signed_in,
    spans,
)

MOST_BYTES = 20_000
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_presence_is_noted_by_hand_once(organiser: Client) -> None:
    code = planned(organiser)
    signed_in(TONO).post(f"/sesi/{code}/daftar")
    fields = {**NOTE, "record_id": str(uuid4()), "nips": f"1986 0926 2015 05 1 001\n{LINA}\n{TONO}\n{SARI}"}
    with at(END):
        for _ in range(2):
            assert organiser.post(f"/sesi/{code}/peserta/catat", fields).status_code == 302
        page = organiser.get(f"/sesi/{code}/peserta?format=csv").content.decode()
    span = (START, START + timedelta(hours=1))

    assert spans(code) == {SARI: [span], LINA: [span], TONO: [span]}
    rows = {line.split(",")[0]: line.split(",")[4:] for line in page.splitlines()[1:]}
    assert (rows[SARI], rows[TONO][0], rows[TONO][2:]) == (["", "", "60", "96", "0"], "placed", ["60", "96", "0"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"nips": "123"},
        {"nips": BUDI},
        {"nips": "x" * 9_000},
        {"nips": ""},
        {"record_id": "x"},
        {"left_at": "2026-11-30T09:00"},
        {"joined_at": "2026-11-30T11:00", "left_at": "2026-11-30T12:00"},
        {"left_at": "2026-11-30T11:30"},
    ],
)
def test_presence_by_hand_is_refused_with_words(organiser: Client, wrong: dict[str, str]) -> None:
    """Budi works above the organiser's unit and is not registered, so his presence is not hers to note."""
    code = planned(organiser)
    with at(END + timedelta(minutes=1)):
        answer = organiser.post(f"/sesi/{code}/peserta/catat", {**NOTE, "record_id": str(uuid4()), **wrong})

    assert (answer.status_code, "Budi" in answer.content.decode(), spans(code)) == (422, False, {})


LIST = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
    "Lina M,lina@bpom.example,11/30/2026 09:00:00 AM,11/30/2026 10:50:00 AM,110\n"
    "Sarri,,11/30/2026 09:00:00 AM,11/30/2026 11:00:00 AM,120\n"
    "BALAI - Tono Siregarr,,11/30/2026 09:30:00 AM,11/30/2026 11:00:00 AM,90\n"
    "Orang Lain,,11/30/2026 09:30:00 AM,11/30/2026 11:00:00 AM,90\n"
)


def sent(organiser: Client, code: str, content: str | bytes, **other: str) -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("peserta.csv", data, content_type="text/csv")
    return organiser.post(f"/sesi/{code}/peserta/berkas", {"berkas": file, "zona": "WIB", **other})


def test_a_list_is_reviewed_before_anything_is_recorded(organiser: Client) -> None:
    code = planned(organiser)
    signed_in(TONO).post(f"/sesi/{code}/daftar")
    with at(END):
        address = sent(organiser, code, LIST)["Location"]
        page = organiser.get(address).content.decode()
        assert [kind for kind in ("Ragu", "Tidak dikenal", "Pasti") if f"{kind} <span" in page] == [
            "Ragu",
            "Tidak dikenal",
            "Pasti",
        ]
        assert ("Lina Marpaung" in page, "Budi" in page, spans(code)) == (True, False, {})
        wrong = organiser.post(address, {"orang-3": "199912312025011009"})
        assert (wrong.status_code, "199912312025011009" in wrong.content.decode(), spans(code)) == (422, True, {})
        assert organiser.post(address, {"orang-1": SARI, "orang-2": TONO}).status_code == 302
        assert (organiser.get(address).status_code, organiser.post(address).status_code) == (404, 404)
        again = sent(organiser, code, LIST)["Location"]
        organiser.post(again, {"orang-1": SARI})

    assert spans(code) == {
        LINA: [(START, START + timedelta(minutes=110))],
        SARI: [(START, END)],
        TONO: [(START + timedelta(minutes=30), END)],
    }
    assert (Statement.objects.count(), AttendanceFile.objects.count()) == (3, 0)


def test_a_list_of_thousands_is_a_light_page_that_says_what_it_leaves_out(organiser: Client) -> None:
    code = planned(organiser)
    signed_in(TONO).post(f"/sesi/{code}/daftar")
    with at(END):
        address = sent(organiser, code, LIST)["Location"]
        file = AttendanceFile.objects.get()
        kinds = {each["kind"]: each for each in file.people}
        file.people = [{**kinds[kind], "name": f"{kind} {number}"} for kind in kinds for number in range(4_000)]
        file.save()
        with CaptureQueriesContext(connection) as queries:
            page = organiser.get(address).content

    assert (len(queries) <= MOST_QUERIES, len(gzip.compress(page)) <= MOST_BYTES) == (True, True)
    assert page.decode().count("(4.000)") == len(kinds)
    assert "3.900 lainnya juga dikenali dengan pasti dan ikut dicatat." in page.decode()


def test_a_list_is_thrown_away_or_some_of_it_left_out(organiser: Client) -> None:
    code = planned(organiser)
    with at(END):
        address = sent(organiser, code, LIST)["Location"]
        other = signed_in("pengelola-pusat", "pengelola:PUSAT")
        assert (other.get(address).status_code, other.post(address).status_code) == (404, 404)
        assert organiser.post(address, {"buang": "1"}).status_code == 302
        assert AttendanceFile.objects.count() == 0
        organiser.post(sent(organiser, code, LIST)["Location"], {"lewati-0": "1", "orang-x": "1", "orang-999": SARI})

    assert spans(code) == {}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"\0\1\2" * 100, 422),
        (b"PK\x03\x04" + b"x" * 500, 422),
        ("nip,nama\n1,2\n", 422),
        ("Name,Join Time,Leave Time\nSari,1/1/2020 09:00,1/1/2020 11:00\n", 422),
        ("Name,Join Time\n" + '"' * 5_000, 422),
        (b"x" * 4_000_001, 422),
    ],
)
def test_files_that_are_no_list_are_refused_with_words(organiser: Client, content: Any, status: int) -> None:
    code = planned(organiser)
    with at(END):
        answer = sent(organiser, code, content)

    assert (answer.status_code, 'class="wrong"' in answer.content.decode()) == (status, True)
    assert AttendanceFile.objects.count() == 0


def test_one_session_and_her_own_calendar(organiser: Client, client: Client) -> None:
    code, other = planned(organiser), planned(organiser, title="Lain")
    sari = signed_in(SARI)
    answer = sari.get(f"/sesi/{code}/sesi.ics")
    assert (answer["Content-Type"], answer.content.count(b"SUMMARY:Penarikan obat\r\n")) == (
        "text/calendar; charset=utf-8",
        1,
    )
    assert b"DTSTART:20261130T020000Z" in answer.content
    assert "10.00–12.00 WITA · 11.00–13.00 WIT" in sari.get(f"/sesi/{code}").content.decode()

    assert client.get("/kalender/1-abc.ics").status_code == 404
    assert "/kalender/" not in sari.get("/sesi/kalender").content.decode()
    sari.post("/sesi/kalender")
    first = own_address(sari)
    sari.post(f"/sesi/{code}/daftar")
    feed = client.get(first).content.decode()
    assert (feed.count("BEGIN:VEVENT"), "DTSTART:20261130T020000Z" in feed, "SEQUENCE:0" in feed) == (1, True, True)
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "starts_at": "2026-11-30T08:00"})
    moved = re.findall(r"DTSTART:\w+|SEQUENCE:\d", client.get(first).content.decode())
    assert moved == ["SEQUENCE:1", "DTSTART:20261130T010000Z"]
    organiser.post(f"/sesi/{code}/batal")
    assert "STATUS:CANCELLED" in client.get(first).content.decode()
    assert other not in client.get(first).content.decode()

    sari.post("/sesi/kalender")
    second = own_address(sari)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert client.get(second.replace(".ics", "0.ics")).status_code == 404
    Employee.objects.filter(nip=SARI).update(is_active=False)
    assert client.get(second).status_code == 404
    Employee.objects.filter(nip=SARI).update(is_active=True)
    sari.post("/sesi/kalender", {"akhiri": "1"})
    assert client.get(second).status_code == 404


def own_address(client: Client) -> str:
    [address] = re.findall(r"http://testserver(/kalender/[^<]+)</p>", client.get("/sesi/kalender").content.decode())
    return str(address)


@pytest.mark.parametrize("token", ["x", "1", "-", "1-", "9" * 40 + "-x", "%00-x", "١-x", "1-" + "a" * 5_000])
def test_odd_secrets_open_no_calendar(client: Client, token: str) -> None:
    assert client.get(f"/kalender/{token}.ics").status_code == 404


def test_pages_ask_the_database_little_however_many_take_part(organiser: Client, tmp_path: Any) -> None:
    code, sari = planned(organiser, capacity="20"), signed_in(SARI)
    people = [f"19900101201401{number:04}" for number in range(60)]
    rows = "".join(f"{nip},Orang {nip[-2:]},BALAI,{BUDI}\n" for nip in people)
    assert take(tmp_path, "employees", f"nip,name,unit_code,supervisor_nip\n{rows}").rejected == []
    session = Session.objects.get(activity__code=code)
    Registration.objects.bulk_create(
        Registration(session=session, employee=each, state="asked", asked_at=NOW)
        for each in Employee.objects.filter(nip__in=people)
    )
    sari.post(f"/sesi/{code}/daftar")
    asked = {}
    pages = {
        sari: [f"/sesi/{code}", "/sesi", f"/sesi/{code}/hadir", "/sesi/kalender"],
        organiser: [f"/sesi/{code}/peserta", f"/sesi/{code}/layar", "/sesi/baru"],
        signed_in(BUDI): ["/tim"],
    }
    for viewer, page in [(viewer, page) for viewer, theirs in pages.items() for page in theirs]:
        with at(START), CaptureQueriesContext(connection) as queries:
            assert viewer.get(page).status_code == 200
        asked[page] = len(queries)

    assert {page: count for page, count in asked.items() if count > MOST_QUERIES} == {}


def test_of_many_who_await_consent_the_first_are_shown(organiser: Client, tmp_path: Any) -> None:
    session = Session.objects.get(activity__code=planned(organiser, needs_consent="on"))
    people = [f"19900101201401{number:04}" for number in range(60)]
    rows = "".join(f"{nip},Orang {nip[-2:]},BALAI,{BUDI}\n" for nip in people)
    assert take(tmp_path, "employees", f"nip,name,unit_code,supervisor_nip\n{rows}").rejected == []
    Registration.objects.bulk_create(
        Registration(session=session, employee=each, state="asked", asked_at=NOW)
        for each in Employee.objects.filter(nip__in=people)
    )
    with at(NOW):
        page = signed_in(BUDI).get("/tim").content

    assert (len(gzip.compress(page)) <= MOST_BYTES, page.count(b'value="setuju"')) == (True, 20)
    assert "40 lainnya menyusul" in page.decode()
