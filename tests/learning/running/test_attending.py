"""Presence by code, by link and by staying there."""

from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import Client

from alur.base.access.models import Account
from alur.learning.models import (
    Attendance,
    Completion,
    OpenPresence,
)
from alur.learning.rules.codes import typed
from alur.learning.services.arriving import close_due
from alur.records.models import Statement
from alur.records.services import rebuilding
from tests.imports import LINA, SARI
from tests.learning.running.stage import END, NOTE, START, at, code_at, planned, signed_in, spans

pytestmark = [pytest.mark.django_db, pytest.mark.both]


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
