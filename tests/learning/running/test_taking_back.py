"""Wrong presence taken back: a record, so what followed from it goes too, live and rebuilt."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import escape

from alur.base.audit.models import Entry
from alur.credit.models import Entry as LedgerEntry
from alur.insight.queries.year import year_figures
from alur.learning.models import Attendance, Completion, OpenPresence
from alur.learning.services.arriving import close_due
from alur.records.models import Statement
from alur.records.rules.standing import Standing
from alur.records.services import rebuilding
from tests.imports import BUDI, LINA, SARI
from tests.learning.running.stage import END, NOTE, START, TONO, at, code_at, planned, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WHY = "Salah orang: <b>bukan</b> Sari."


def noted(organiser: Client, code: str, nip: str, **times: str) -> None:
    fields = {**NOTE, "left_at": "2026-11-30T11:00", **times, "nips": nip, "record_id": str(uuid4())}
    with at(END):
        assert organiser.post(f"/sesi/{code}/peserta/catat", fields).status_code == 302


def taken_back(organiser: Client, code: str, nip: str, **other: str) -> Any:
    with at(END + timedelta(hours=1)):
        page = organiser.get(f"/sesi/{code}/peserta/{nip}").content.decode()
        fields = {name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("record_id", "kehadiran")}
        return organiser.post(f"/sesi/{code}/peserta/{nip}", {**fields, "alasan": WHY, **other})


def figures() -> tuple[int, Decimal]:
    found = year_figures(2026)
    return found.session_completions, found.jp_total


@pytest.mark.django_db(transaction=True)
def test_completion_and_jp_go_with_it_live_and_rebuilt(organiser: Client) -> None:
    code = planned(organiser)
    noted(organiser, code, SARI)
    noted(organiser, code, LINA)
    assert figures() == (2, Decimal(4))
    answer = taken_back(organiser, code, SARI)

    assert (answer.status_code, figures()) == (302, (1, Decimal(2)))
    assert [row.standing for row in Attendance.objects.filter(standing=Standing.VOIDED)] == [Standing.VOIDED]
    assert sum(entry.amount for entry in LedgerEntry.objects.all()) == 2
    assert rebuilding.check() == []
    with at(END + timedelta(hours=1)):
        page = organiser.get(f"/sesi/{code}/peserta/{SARI}").content.decode()
        assert ("Dibatalkan" in page, "&lt;b&gt;bukan&lt;/b&gt;" in page) == (True, True)
        assert "+2 JP" not in signed_in(SARI).get(f"/sesi/{code}").content.decode()
        rows = organiser.get(f"/sesi/{code}/peserta?format=csv").content.decode()
        assert (SARI in rows, LINA in rows) == (False, True)
    assert [entry.detail["reason"] for entry in Entry.objects.filter(action="learning.take_presence_back")] == [WHY]


def test_sent_twice_it_is_one_record_and_the_same_list_brings_it_back_no_more(organiser: Client) -> None:
    code = planned(organiser)
    fields = {**NOTE, "left_at": "2026-11-30T11:00", "nips": SARI, "record_id": str(uuid4())}
    with at(END):
        organiser.post(f"/sesi/{code}/peserta/catat", fields)
        page = organiser.get(f"/sesi/{code}/peserta/{SARI}").content.decode()
        sent = {name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("record_id", "kehadiran")}
        for _ in range(2):
            assert organiser.post(f"/sesi/{code}/peserta/{SARI}", {**sent, "alasan": WHY}).status_code == 302
        organiser.post(f"/sesi/{code}/peserta/catat", fields)

    assert (Statement.objects.count(), Completion.objects.filter(standing=Standing.COUNTS).count()) == (2, 0)
    noted(organiser, code, SARI)
    assert Completion.objects.filter(standing=Standing.COUNTS).count() == 1


def test_of_two_spans_the_other_stays(organiser: Client) -> None:
    code = planned(organiser)
    noted(organiser, code, SARI, left_at="2026-11-30T10:50")
    noted(organiser, code, SARI, joined_at="2026-11-30T10:00")
    assert Completion.objects.filter(standing=Standing.COUNTS).count() == 1
    taken_back(organiser, code, SARI)

    with at(END + timedelta(hours=1)):
        assert "60 dari 96 menit" in signed_in(SARI).get(f"/sesi/{code}").content.decode()
    assert Completion.objects.filter(standing=Standing.COUNTS).count() == 0


def test_presence_that_goes_on_becomes_no_record(organiser: Client) -> None:
    code = planned(organiser)
    with at(START):
        signed_in(SARI).get(f"/sesi/{code}/hadir?kode={code_at(code, START)}")
        page = organiser.get(f"/sesi/{code}/peserta/{SARI}").content.decode()
        [record_id] = re.findall(r'name="record_id" value="([^"]+)"', page)
        fields = {"record_id": record_id, "alasan": WHY}
        assert [organiser.post(f"/sesi/{code}/peserta/{SARI}", fields).status_code for _ in range(2)] == [302, 404]

    assert (OpenPresence.objects.count(), close_due(END), Statement.objects.count()) == (0, 0, 0)
    assert Entry.objects.filter(action="learning.end_presence").count() == 1
    assert escape(WHY) in signed_in(SARI).get("/").content.decode()


def test_she_is_told_that_and_why(organiser: Client) -> None:
    code = planned(organiser)
    noted(organiser, code, SARI)
    taken_back(organiser, code, SARI)
    page = signed_in(SARI).get("/").content.decode()

    assert ("dibatalkan." in page, escape(WHY) in page, f'href="/sesi/{code}"' in page) == (True, True, True)


@pytest.mark.parametrize("wrong", [{"alasan": ""}, {"alasan": "  "}, {"alasan": "x" * 301}, {"record_id": "x"}])
def test_without_a_reason_nothing_is_taken_back(organiser: Client, wrong: dict[str, str]) -> None:
    code = planned(organiser)
    noted(organiser, code, SARI)
    answer = taken_back(organiser, code, SARI, **wrong)

    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert Completion.objects.filter(standing=Standing.COUNTS).count() == 1


def test_another_sessions_or_persons_presence_is_not_there(organiser: Client) -> None:
    code, other = planned(organiser), planned(organiser)
    noted(organiser, code, SARI)
    noted(organiser, other, LINA)
    with at(END + timedelta(hours=1)):
        assert [organiser.get(f"/sesi/{code}/peserta/{nip}").status_code for nip in (LINA, TONO, "1" * 18, "x")] == [
            404
        ] * 4
    theirs = str(Attendance.objects.exclude(activity_id=Attendance.objects.earliest("rid").activity_id).get().id)
    assert taken_back(organiser, code, SARI, kehadiran=theirs).status_code == 404
    assert Completion.objects.filter(standing=Standing.COUNTS).count() == 2


@pytest.mark.parametrize(
    ("username", "roles"),
    [(SARI, ()), (BUDI, ()), ("pengelola-loka", ("pengelola:LOKA",)), ("kurator", ("kurator",)), ("admin", ("admin",))],
)
def test_who_may_not(organiser: Client, username: str, roles: tuple[str, ...]) -> None:
    code = planned(organiser)
    noted(organiser, code, SARI)
    presence = str(Attendance.objects.get().id)
    fields = {"record_id": str(uuid4()), "kehadiran": presence, "alasan": WHY}
    with at(END + timedelta(hours=1)):
        viewer = signed_in(username, *roles)
        answers = [viewer.get(f"/sesi/{code}/peserta/{SARI}"), viewer.post(f"/sesi/{code}/peserta/{SARI}", fields)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Completion.objects.filter(standing=Standing.COUNTS).count() == 1
