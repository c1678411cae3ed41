"""Sessions as they are run: planned, registered for, attended by code, link, hand and list; who may do what."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.models import Account
from alur.base.audit.models import Entry as AuditEntry
from alur.base.lib import clock
from alur.learning.models import (
    Attendance,
    AttendanceFile,
    Completion,
    OpenPresence,
    Registration,
    Session,
)
from alur.learning.queries.codes import shown_code
from alur.learning.rules.codes import typed
from alur.learning.services.arriving import close_due
from alur.people.models import Employee
from alur.records.models import Statement
from alur.records.services import rebuilding
from tests.cast import account
from tests.imports import BUDI, LINA, SARI, empty_store, take
from tests.learning.desk import furnish

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
START, END = datetime(2026, 11, 30, 2, tzinfo=UTC), datetime(2026, 11, 30, 4, tzinfo=UTC)
TONO = "198812122012121004"
FORM = {
    "title": "Penarikan obat",
    "kind": "webinar",
    "starts_at": "2026-11-30T09:00",
    "ends_at": "2026-11-30T11:00",
    "jp": "2",
    "unit": "BALAI",
    "speaker": "Rini",
    "capacity": "",
    "summary": "Cara menarik obat.",
    "topics": "Obat, Penarikan",
    "join_url": "https://rapat.example/j/1",
    "material_url": "",
    "recording_url": "",
}
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _stage(tmp_path: Any) -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        people = f"nip,name,unit_code,supervisor_nip,email\n{LINA},Lina Marpaung,LOKA,{BUDI},lina@bpom.example\n"
        assert take(tmp_path, "employees", f"{people}{TONO},Tono Siregar,PUSAT,,\n").rejected == []
        yield


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    known = Account.objects.filter(username=username).first()
    client.force_login(known or account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


@pytest.fixture
def organiser() -> Client:
    return signed_in("pengelola-balai", "pengelola:BALAI")


def planned(organiser: Client, **other: str) -> str:
    """Plan a session and return its code."""
    answer = organiser.post("/sesi/baru", {**FORM, **other})
    assert answer.status_code == 302, re.findall(r'class="wrong"[^>]*>([^<]+)', answer.content.decode())
    return str(answer["Location"].rpartition("/")[2])


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with clock.frozen_at(moment):
        yield


def code_at(code: str, moment: datetime) -> str:
    return shown_code(Session.objects.get(activity__code=code).pk, moment)


def states(code: str) -> dict[str, str]:
    rows = Registration.objects.filter(session__activity__code=code)
    return dict(rows.values_list("employee__nip", "state"))


def spans(code: str) -> dict[str, list[tuple[datetime, datetime]]]:
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    names = dict(Employee.objects.values_list("pk", "nip"))
    rows = Attendance.objects.filter(activity_id=Session.objects.get(activity__code=code).pk).order_by("joined_at")
    for row in rows:
        found.setdefault(names[row.employee_id], []).append((row.joined_at, row.left_at))
    return found


def test_a_session_is_planned_changed_and_cancelled_by_its_unit(organiser: Client) -> None:
    code = planned(organiser)
    found = Session.objects.select_related("activity", "unit").get(activity__code=code)
    told = (found.activity.title, found.activity.topics, found.starts_at, found.ends_at, found.unit, found.join_url)
    assert told[:4] == ("Penarikan obat", ["Obat", "Penarikan"], START, END)
    assert (str(told[4]), told[5]) == ("Balai", "https://rapat.example/j/1")
    assert "Penarikan obat" in organiser.get("/sesi").content.decode()

    changed = organiser.post(f"/sesi/{code}/ubah", {**FORM, "title": "Recall", "ends_at": "2026-11-30T12:00"})
    assert changed.status_code == 302
    assert "Recall" in organiser.get(f"/sesi/{code}").content.decode()
    assert organiser.post(f"/sesi/{code}/batal").status_code == 302
    assert organiser.post(f"/sesi/{code}/batal").status_code == 302
    assert "Dibatalkan" in organiser.get("/sesi").content.decode()
    assert organiser.post(f"/sesi/{code}/ubah", FORM).status_code == 409
    done = AuditEntry.objects.filter(target=f"session:{code}").order_by("pk").values_list("action", flat=True)
    assert list(done) == ["learning.plan_session", "learning.change_session", "learning.cancel_session"]


def test_a_session_is_copied_and_repeated(organiser: Client) -> None:
    code = planned(organiser)
    copy = organiser.get(f"/sesi/baru?dari={code}").content.decode()
    assert ('value="Penarikan obat"' in copy, 'value="2026-11-30T09:00"' in copy) == (True, False)

    planned(organiser, title="Tiap minggu", count="3", every_days="7")
    begins = Session.objects.filter(activity__title="Tiap minggu").order_by("starts_at").values_list(flat=True)
    times = list(Session.objects.filter(pk__in=begins).order_by("starts_at").values_list("starts_at", flat=True))
    assert times == [START, START + timedelta(days=7), START + timedelta(days=14)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"ends_at": "2026-11-30T08:00"},
        {"ends_at": "2027-11-30T08:00"},
        {"starts_at": "kapan-kapan"},
        {"jp": "0"},
        {"jp": "-1"},
        {"jp": "NaN"},
        {"jp": "1e9"},
        {"kind": "rapat"},
        {"unit": "PUSAT"},
        {"unit": ""},
        {"capacity": "0"},
        {"join_url": "javascript:alert(1)"},
        {"join_url": "ftp://x.example/"},
        {"title": "x" * 301},
        {"title": "a\0b"},
        {"count": "1000"},
    ],
)
def test_what_cannot_be_planned_is_said_beside_its_field(organiser: Client, wrong: dict[str, str]) -> None:
    before = Session.objects.count()
    answer = organiser.post("/sesi/baru", {**FORM, **wrong})

    assert (answer.status_code, 'class="wrong"' in answer.content.decode()) == (422, True)
    assert Session.objects.count() == before


ORGANISERS_PAGES = [
    *("ubah", "batal", "peserta", "peserta?format=csv", "layar", "layar/kode"),
    f"peserta/berkas/{uuid4()}",
]
ORGANISERS_POSTS = ["ubah", "batal", "peserta/catat", "peserta/berkas", f"peserta/berkas/{uuid4()}"]


@pytest.mark.parametrize(
    ("username", "roles", "may"),
    [
        (SARI, (), False),
        (BUDI, (), False),
        ("pengelola-loka", ("pengelola:LOKA",), False),
        ("kurator", ("kurator",), False),
        ("pimpinan", ("pimpinan",), False),
        ("admin", ("admin",), False),
        ("pengelola-pusat", ("pengelola:PUSAT",), True),
        ("ppsdm", ("ppsdm",), True),
    ],
)
def test_who_may_hold_a_units_session(organiser: Client, username: str, roles: tuple[str, ...], *, may: bool) -> None:
    code, viewer = planned(organiser), signed_in(username, *roles)
    pages = {viewer.get(f"/sesi/{code}/{page}").status_code for page in ORGANISERS_PAGES}
    posts = {viewer.post(f"/sesi/{code}/{page}", FORM).status_code for page in ORGANISERS_POSTS if not may}

    assert (pages, posts) == (({200, 404}, set()) if may else ({403}, {403}))
    assert (f'href="/sesi/{code}/peserta"' in viewer.get(f"/sesi/{code}").content.decode()) is may
    assert Session.objects.get(activity__code=code).cancelled_at is None


def test_sessions_of_the_agency_are_the_centres(organiser: Client) -> None:
    code = planned(signed_in("ppsdm", "ppsdm"), unit="")

    assert organiser.get(f"/sesi/{code}/peserta").status_code == 403
    assert organiser.post(f"/sesi/{code}/ubah", FORM).status_code == 403
    assert signed_in(SARI).get("/sesi/baru").status_code == 403


def test_strangers_are_sent_to_sign_in(organiser: Client, client: Client) -> None:
    code = planned(organiser)
    paths = ["daftar", "mundur", "hadir", "pulang", "gabung", "denyut", "sesi.ics", *ORGANISERS_PAGES]
    answers = [client.get(f"/sesi/{code}/{path}") for path in paths] + [client.get("/sesi/kalender")]

    assert {(answer.status_code, answer["Location"].split("?")[0]) for answer in answers} == {(302, "/masuk")}


def test_places_and_a_line_that_moves_up_by_itself(organiser: Client) -> None:
    code = planned(organiser, capacity="1")
    sari, lina, tono = signed_in(SARI), signed_in(LINA), signed_in(TONO)
    for number, client in enumerate((sari, lina, tono, sari)):
        with at(NOW + timedelta(minutes=number)):
            assert client.post(f"/sesi/{code}/daftar").status_code == 302
    assert states(code) == {SARI: "placed", LINA: "waiting", TONO: "waiting"}
    assert "nomor 2 dalam daftar tunggu" in tono.get(f"/sesi/{code}").content.decode()

    sari.post(f"/sesi/{code}/mundur")
    sari.post(f"/sesi/{code}/mundur")
    assert states(code) == {SARI: "withdrawn", LINA: "placed", TONO: "waiting"}
    with at(NOW + timedelta(minutes=9)):
        sari.post(f"/sesi/{code}/daftar")
    assert states(code) == {SARI: "waiting", LINA: "placed", TONO: "waiting"}
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "capacity": "2"})
    assert states(code) == {SARI: "waiting", LINA: "placed", TONO: "placed"}
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "capacity": "1"})
    assert states(code) == {SARI: "waiting", LINA: "placed", TONO: "placed"}
    organiser.post(f"/sesi/{code}/ubah", {**FORM, "capacity": ""})
    assert set(states(code).values()) == {"placed"}


def test_the_supervisor_consents_first(organiser: Client) -> None:
    code = planned(organiser, needs_consent="on", capacity="1")
    sari, lina, budi = signed_in(SARI), signed_in(LINA), signed_in(BUDI)
    sari.post(f"/sesi/{code}/daftar")
    lina.post(f"/sesi/{code}/daftar")
    assert states(code) == {SARI: "asked", LINA: "asked"}
    page = budi.get("/tim").content.decode()
    assert page.count('value="setuju"') == 2
    hers, theirs = (Registration.objects.get(employee__nip=nip).pk for nip in (SARI, LINA))

    for stranger in (sari, lina, organiser, signed_in(TONO)):
        assert stranger.post(f"/sesi/persetujuan/{hers}", {"putusan": "setuju"}).status_code == 403
    assert budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "?"}).status_code == 400
    assert budi.post("/sesi/persetujuan/999999", {"putusan": "setuju"}).status_code == 403
    assert budi.post(f"/sesi/persetujuan/{theirs}", {"putusan": "tolak", "alasan": "Ada sidak"}).status_code == 302
    assert budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "setuju"}).status_code == 302
    budi.post(f"/sesi/persetujuan/{hers}", {"putusan": "tolak"})
    assert states(code) == {SARI: "placed", LINA: "refused"}
    assert "Ada sidak" in lina.get(f"/sesi/{code}").content.decode()
    assert 'value="setuju"' not in budi.get("/tim").content.decode()


def test_without_a_supervisor_the_organiser_consents(organiser: Client) -> None:
    code = planned(organiser, needs_consent="on")
    tono = signed_in(TONO)
    tono.post(f"/sesi/{code}/daftar")
    assert "Setujui" in organiser.get(f"/sesi/{code}/peserta").content.decode()
    asked = Registration.objects.get()

    assert tono.post(f"/sesi/persetujuan/{asked.pk}", {"putusan": "setuju"}).status_code == 403
    organiser.post(f"/sesi/persetujuan/{asked.pk}", {"putusan": "setuju"}, headers={"Referer": "http://x/sesi/y"})
    assert states(code) == {TONO: "placed"}


def test_nobody_registers_for_what_is_over_or_cancelled(organiser: Client) -> None:
    code, sari = planned(organiser), signed_in(SARI)
    with at(END):
        assert sari.post(f"/sesi/{code}/daftar").status_code == 409
        assert organiser.post(f"/sesi/{code}/batal").status_code == 409
    organiser.post(f"/sesi/{code}/batal")
    assert sari.post(f"/sesi/{code}/daftar").status_code == 409
    assert (states(code), organiser.post(f"/sesi/{code}/daftar").status_code) == ({}, 403)


def test_a_scan_counts_until_the_sessions_end_and_gives_its_jp(organiser: Client) -> None:
    code, sari = planned(organiser), signed_in(SARI)
    scan = START + timedelta(minutes=10)
    with at(scan):
        wall = organiser.get(f"/sesi/{code}/layar").content.decode()
        assert (typed(code_at(code, scan)) in wall, "<svg" in wall) == (True, True)
        for _ in range(2):
            page = sari.get(f"/sesi/{code}/hadir?kode={code_at(code, scan)}")
            assert (page.status_code, "Hadir sejak 09.10 WIB" in page.content.decode()) == (200, True)
        assert "1 orang hadir" in organiser.get(f"/sesi/{code}/layar/kode").content.decode()
    with at(START + timedelta(minutes=70)):
        assert "60 dari 96 menit" in sari.get(f"/sesi/{code}").content.decode()
    assert not Attendance.objects.exists()

    assert (close_due(END), close_due(END), OpenPresence.objects.count()) == (1, 0, 0)
    assert spans(code) == {SARI: [(scan, END)]}
    with at(END):
        assert "+2 JP" in sari.get(f"/sesi/{code}").content.decode()


@pytest.mark.django_db(transaction=True)
def test_presence_of_all_ways_is_rebuilt_the_same(organiser: Client) -> None:
    code = planned(organiser)
    with at(START):
        signed_in(SARI).get(f"/sesi/{code}/hadir?kode={code_at(code, START)}")
        signed_in(LINA).get(f"/sesi/{code}/gabung")
    beats(signed_in(LINA), code, 100)
    with at(END):
        organiser.post(f"/sesi/{code}/peserta/catat", {**NOTE, "record_id": str(uuid4()), "nips": LINA})
    close_due(END)

    assert set(spans(code)) == {SARI, LINA}
    assert rebuilding.check() == []


def test_early_waits_and_counts_from_the_beginning(organiser: Client) -> None:
    code, sari = planned(organiser), signed_in(SARI)
    too_early, early = START - timedelta(hours=3), START - timedelta(minutes=20)
    with at(too_early):
        assert sari.get(f"/sesi/{code}/hadir?kode={code_at(code, too_early)}").status_code == 409
        assert "<svg aria-hidden" not in organiser.get(f"/sesi/{code}/layar").content.decode()
    with at(early):
        page = sari.get(f"/sesi/{code}/hadir?kode={code_at(code, early)}").content.decode()
        assert "dihitung sejak awal sesi, pukul 09.00 WIB" in page
    close_due(END)

    assert spans(code) == {SARI: [(START, END)]}


def test_a_scan_while_signed_out_counts_from_the_scan(organiser: Client, client: Client) -> None:
    code, scan = planned(organiser), START + timedelta(minutes=5)
    signed_in(SARI)
    with at(scan):
        answer = client.get(f"/sesi/{code}/hadir?kode={code_at(code, scan)}")
        assert (answer.status_code, unquote(answer["Location"])) == (302, f"/masuk?next=/sesi/{code}/hadir")
    with at(scan + timedelta(minutes=3)):
        client.force_login(Account.objects.get(username=SARI))
        client.cookies["bahasa"] = "id"
        assert "Hadir sejak 09.05 WIB" in client.get(f"/sesi/{code}/hadir").content.decode()

    assert OpenPresence.objects.get().joined_at == scan


def test_an_old_scan_or_a_wrong_code_while_signed_out_proves_nothing(organiser: Client, client: Client) -> None:
    code, scan = planned(organiser), START + timedelta(minutes=5)
    signed_in(SARI)
    with at(scan):
        client.get(f"/sesi/{code}/hadir?kode={typed(code_at(code, scan))}")
        client.get(f"/sesi/{code}/hadir?kode=XXXXXXXXXXXXXXXX")
        assert not client.session.keys()
        client.get(f"/sesi/{code}/hadir?kode={code_at(code, scan)}")
    with at(scan + timedelta(minutes=31)):
        client.force_login(Account.objects.get(username=SARI))
        client.get(f"/sesi/{code}/hadir")

    assert not OpenPresence.objects.exists()


def test_a_code_is_typed_and_wrong_ones_have_a_limit(organiser: Client) -> None:
    code, sari, lina = planned(organiser), signed_in(SARI), signed_in(LINA)
    with at(START):
        right = typed(code_at(code, START))
        for _ in range(10):
            wrong = sari.post(f"/sesi/{code}/hadir", {"kode": "ZZZZZZ" if right != "ZZZZZZ" else "YYYYYY"})
            assert (wrong.status_code, 'class="wrong"' in wrong.content.decode()) == (422, True)
        refused = sari.post(f"/sesi/{code}/hadir", {"kode": right})
        assert ("Terlalu banyak kode yang salah" in refused.content.decode(), OpenPresence.objects.count()) == (True, 0)
        assert lina.post(f"/sesi/{code}/hadir", {"kode": f"{right[:3].lower()} {right[3:]}"}).status_code == 200
        assert lina.post(f"/sesi/{code}/hadir", {"kode": ""}).status_code == 200
    with at(START + timedelta(minutes=6)):
        later = typed(code_at(code, START + timedelta(minutes=6)))
        assert sari.post(f"/sesi/{code}/hadir", {"kode": later}).status_code == 200
    assert OpenPresence.objects.count() == 2


def test_leaving_ends_the_presence_and_coming_back_begins_another(organiser: Client) -> None:
    code, sari = planned(organiser), signed_in(SARI)
    moments = [START + timedelta(minutes=minutes) for minutes in (0, 30, 40)]
    with at(moments[0]):
        sari.get(f"/sesi/{code}/hadir?kode={code_at(code, moments[0])}")
    with at(moments[1]):
        assert sari.post(f"/sesi/{code}/pulang").status_code == 302
        assert sari.post(f"/sesi/{code}/pulang").status_code == 302
    with at(moments[2]):
        sari.get(f"/sesi/{code}/hadir?kode={code_at(code, moments[2])}")
    close_due(END)

    assert spans(code) == {SARI: [(moments[0], moments[1]), (moments[2], END)]}
    assert Completion.objects.count() == 1


def beats(client: Client, code: str, *seconds: int) -> None:
    for second in seconds:
        with at(START + timedelta(seconds=second)):
            assert client.post(f"/sesi/{code}/denyut").json() == {"lanjut": True}


def test_beats_become_spans_and_silence_ends_them(organiser: Client) -> None:
    code, sari = planned(organiser), signed_in(SARI)
    with at(START):
        assert sari.get(f"/sesi/{code}/gabung")["Location"] == "https://rapat.example/j/1"
    beats(sari, code, 1, 60, 60, 61, 120, 260, 500, 560)
    close_due(START + timedelta(seconds=1_000))

    begin = [START + timedelta(seconds=second) for second in (0, 260, 500, 560)]
    assert spans(code) == {SARI: [(begin[0], begin[1]), (begin[2], begin[3])]}
    with at(END):
        assert sari.post(f"/sesi/{code}/denyut").json() == {"lanjut": False}


def test_beats_need_a_meeting_a_person_and_the_time(organiser: Client) -> None:
    code, without = planned(organiser), planned(organiser, join_url="")
    sari = signed_in(SARI)
    assert sari.post(f"/sesi/{code}/denyut").json() == {"lanjut": False}
    with at(START):
        assert sari.post(f"/sesi/{without}/denyut").json() == {"lanjut": False}
        assert sari.get(f"/sesi/{without}/gabung")["Location"] == f"/sesi/{without}"
        assert organiser.post(f"/sesi/{code}/denyut").status_code == 403
        assert organiser.get(f"/sesi/{code}/gabung")["Location"] == "https://rapat.example/j/1"
    assert not OpenPresence.objects.exists()


def test_cancelling_forgets_who_came_early(organiser: Client) -> None:
    code, early = planned(organiser), START - timedelta(minutes=5)
    with at(early):
        signed_in(SARI).get(f"/sesi/{code}/hadir?kode={code_at(code, early)}")
        organiser.post(f"/sesi/{code}/batal")
        assert signed_in(SARI).get(f"/sesi/{code}/hadir?kode={code_at(code, early)}").status_code == 409
    assert (close_due(END), Statement.objects.count()) == (0, 0)


NOTE = {"nips": SARI, "joined_at": "2026-11-30T09:00", "left_at": "2026-11-30T10:00"}


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
