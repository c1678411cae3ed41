"""Level 1 answered in Alur: by whom, once, and so that nobody can tell who said what."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.audit.models import Entry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.evaluation.models import Ballot, Participation, Response
from alur.evaluation.rules import OF_SESSIONS, OPEN_FOR
from alur.evaluation.services.answering import answer, pour_closed
from alur.learning.services.arriving import close_due
from tests.home.reading import read, rows_of_csv
from tests.imports import BUDI, LINA, SARI, empty_store, take
from tests.learning.desk import SARI_ACTS, furnish
from tests.learning.running.stage import END, MOST_QUERIES, NOTE, NOW, START, TONO, at, planned, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
AFTER = END + timedelta(hours=1)
LATER = END + OPEN_FOR
GOOD = {f"butir-{number}": "4" for number in range(1, 6)}


@pytest.fixture(autouse=True)
def _stage(tmp_path: Any) -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        rows = [f"{nip},Orang {place},BALAI,,\n" for place, nip in enumerate(people_beside())]
        people = f"nip,name,unit_code,supervisor_nip,email\n{LINA},Lina Marpaung,LOKA,{BUDI},\n{TONO},Tono,PUSAT,,\n"
        assert take(tmp_path, "employees", people + "".join(rows)).rejected == []
        yield


def people_beside() -> list[str]:
    return [f"19900101201402{sex}{number:03}" for sex, number in ((1, 11), (2, 12), (1, 13), (2, 14), (1, 15))]


@pytest.fixture
def organiser() -> Client:
    return signed_in("pengelola-balai", "pengelola:BALAI")


def held(organiser: Client, *nips: str, minutes: int = 120, **other: str) -> str:
    """Hold a session at which these people were for so many minutes, and return its code."""
    code = planned(organiser, **other)
    note = {**NOTE, "record_id": str(uuid4()), "nips": "\n".join(nips)}
    until = START + timedelta(minutes=minutes)
    with at(END):
        note["left_at"] = f"{until.astimezone(clock.JAKARTA):%Y-%m-%dT%H:%M}"
        assert organiser.post(f"/sesi/{code}/peserta/catat", note).status_code == 302
    return code


def answered(nip: str, code: str, scores: dict[str, str] = GOOD) -> int:
    with at(AFTER):
        return signed_in(nip).post(f"/sesi/{code}/evaluasi", scores).status_code


def test_she_is_asked_from_the_end_on_and_answers_once(organiser: Client) -> None:
    code = held(organiser, SARI)
    sari = signed_in(SARI)
    with at(AFTER):
        assert f'href="/sesi/{code}/evaluasi"' in sari.get(f"/sesi/{code}").content.decode()
        form = sari.get(f"/sesi/{code}/evaluasi").content.decode()
        assert (form.count("<fieldset"), form.count('type="radio"')) == (5, 25)
        answers = [sari.post(f"/sesi/{code}/evaluasi", GOOD) for _ in range(2)]
        page = sari.get(f"/sesi/{code}").content.decode()

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Ballot.objects.count(), Participation.objects.count(), Response.objects.count()) == (1, 1, 0)
    assert Ballot.objects.get().answers == dict.fromkeys(OF_SESSIONS, 4)
    assert (f'href="/sesi/{code}/evaluasi"' in page, "Anda sudah mengevaluasi sesi ini" in page) == (False, True)
    assert [entry.detail for entry in Entry.objects.filter(action="evaluation.answer")] == [{}]


def test_only_who_was_there_long_enough_and_only_while_it_is_open(organiser: Client) -> None:
    code, short = held(organiser, SARI), held(organiser, LINA, minutes=60)
    with at(AFTER):
        for client, path in ((signed_in(TONO), code), (signed_in(LINA), short), (organiser, code)):
            assert client.get(f"/sesi/{path}/evaluasi").status_code == 403
            assert client.post(f"/sesi/{path}/evaluasi", GOOD).status_code == 403
        assert signed_in(SARI).get("/sesi/NONE/evaluasi").status_code == 404
    with at(END - timedelta(minutes=1)):
        assert signed_in(SARI).post(f"/sesi/{code}/evaluasi", GOOD).status_code == 409
        assert f'href="/sesi/{code}/evaluasi"' not in signed_in(SARI).get(f"/sesi/{code}").content.decode()
    with pytest.raises(Problem, match="not open"):
        answer(actor=SARI_ACTS, kind=Kind.SESSION, code=code, scores=dict.fromkeys(OF_SESSIONS, 4), at=LATER)

    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("wrong", [{}, {"butir-1": ""}, {"butir-5": "6"}, {"butir-2": "x" * 5_000}, {"butir-3": "0"}])
def test_a_form_that_is_not_whole_is_refused_with_words(organiser: Client, wrong: dict[str, str]) -> None:
    code = held(organiser, SARI)
    with at(AFTER):
        answer = signed_in(SARI).post(f"/sesi/{code}/evaluasi", {**GOOD, **wrong} if wrong else {})

    assert (answer.status_code, "Pilih salah satu dari kelimanya." in answer.content.decode()) == (422, True)
    assert Ballot.objects.count() == Participation.objects.count() == 0


def test_five_answers_are_mixed_into_responses_that_nothing_joins(organiser: Client) -> None:
    nips = [SARI, LINA, *people_beside()[:3]]
    code = held(organiser, *nips)
    for nip in nips[:4]:
        assert answered(nip, code) == 302
    assert Response.objects.count() == 0
    with at(AFTER):
        assert "setelah sedikitnya 5 orang menjawab" in organiser.get(f"/sesi/{code}").content.decode()
    answered(nips[4], code, dict.fromkeys(GOOD, "1"))

    assert (Ballot.objects.count(), Participation.objects.count(), Response.objects.count()) == (0, 5, 25)
    assert set(Response.objects.values_list("submitted_on", flat=True)) == {date(2026, 11, 30)}
    with at(AFTER):
        page = organiser.get(f"/sesi/{code}").content.decode()
        assert ("68,0%" in page, "Kurang" in page, "5 jawaban" in page) == (True, True, True)
        assert "68,0%" not in signed_in(SARI).get(f"/sesi/{code}").content.decode()


def test_results_have_their_numbers_as_a_file_for_who_may_see_them(organiser: Client) -> None:
    nips = [SARI, LINA, *people_beside()[:3]]
    code = held(organiser, *nips)
    file = f"/sesi/{code}/evaluasi/hasil"
    with at(AFTER):
        assert rows_of_csv(organiser.get(file)) == []
    for nip in nips:
        answered(nip, code, {**GOOD, "butir-1": "1"})

    with at(AFTER):
        page = read(organiser.get(f"/sesi/{code}"))
        rows = rows_of_csv(organiser.get(file))
        assert signed_in(SARI).get(file).status_code == 403
    assert file in page.links
    assert [row["share"] for row in rows] == ["0.200", "0.800", "0.800", "0.800", "0.800"]
    assert [[row["item"], f"{100 * Decimal(row['share']):.1f}%".replace(".", ",")] for row in rows] == page.tables[
        "Pendapat peserta"
    ][1:]


def test_neither_order_nor_transaction_tells_who_said_what(organiser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the mixing turned into a known order: both tables are written anew as the mixing says."""
    orders: list[int] = []

    def backwards(rows: list[Any]) -> None:
        orders.append(len(rows))
        rows.reverse()

    monkeypatch.setattr("alur.evaluation.services.answering.CHANCE.shuffle", backwards)
    nips = [SARI, LINA, *people_beside()[:3]]
    code = held(organiser, *nips)
    for number, nip in enumerate(nips, 1):
        answered(nip, code, dict.fromkeys(GOOD, str(number)))

    written = list(Participation.objects.order_by("pk").values_list("employee__nip", flat=True))
    assert (orders, written) == ([25, 5], nips[::-1])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM evaluation_participation")
            assert cursor.fetchone() == (1,)


def test_a_sixth_answer_waits_and_the_rest_comes_at_the_close(organiser: Client) -> None:
    nips = [SARI, LINA, *people_beside()[:4]]
    code = held(organiser, *nips)
    for nip in nips:
        answered(nip, code)
    assert (Ballot.objects.count(), Response.objects.count()) == (1, 25)
    with at(LATER - timedelta(seconds=1)):
        assert pour_closed(clock.now()) == 0
    with at(LATER):
        assert (pour_closed(clock.now()), pour_closed(clock.now())) == (1, 0)

    assert (Ballot.objects.count(), Response.objects.count(), Participation.objects.count()) == (0, 30, 6)


def test_the_speaker_sees_what_was_thought_and_a_namesake_does_not(organiser: Client) -> None:
    nips = [SARI, *people_beside()[:4]]
    code = held(organiser, *nips, speaker="Tono", speaker_nip="19881212 201212 1 004")
    for nip in nips:
        answered(nip, code)
    with at(AFTER):
        pages = {nip: "80,0%" in signed_in(nip).get(f"/sesi/{code}").content.decode() for nip in (TONO, LINA, SARI)}
        organiser.post(f"/sesi/{code}/ubah", {"speaker_nip": ""})

    assert pages == {TONO: True, LINA: False, SARI: False}
    answer = organiser.post("/sesi/baru", {"speaker_nip": "199912312025011009"})
    assert answer.status_code == 422


def test_pages_cost_little(organiser: Client) -> None:
    code = held(organiser, SARI, speaker="Sari", speaker_nip=SARI)
    close_due(END)
    sari = signed_in(SARI)
    with at(AFTER):
        for client, path in ((sari, ""), (organiser, ""), (sari, "/evaluasi")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/sesi/{code}{path}").status_code == 200
            assert len(queries) <= MOST_QUERIES, [query["sql"][:90] for query in queries]
