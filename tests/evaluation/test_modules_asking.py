"""Modules ask only when their authors want them to."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from alur.base.lib import clock
from alur.evaluation.models import Ballot
from alur.evaluation.rules import OF_MODULES
from tests.home.reading import read, rows_of_csv
from tests.imports import LINA, SARI, empty_store, take
from tests.learning.desk import furnish
from tests.learning.running.stage import NOW, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ANSWERS = {"butir-1": "5", "butir-2": "4", "butir-3": "3"}
DONE = f"record_id,nip,module_code,completed_at\n33333333-3333-4333-8333-333333333333,{SARI},M1,2026-11-20T09:00\n"


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path) -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        assert take(tmp_path, "completions", DONE).rejected == []
        yield


@pytest.fixture
def author() -> Client:
    return signed_in("kurator", "kurator")


def test_who_completed_it_is_asked_once_it_asks(author: Client) -> None:
    sari = signed_in(SARI)
    assert sari.get("/modul/M1/evaluasi").status_code == 409
    assert "/modul/M1/evaluasi" not in sari.get("/modul/M1").content.decode()
    assert author.post("/modul/M1/evaluasi/hasil", {"buka": "1"}).status_code == 302

    assert 'href="/modul/M1/evaluasi"' in sari.get("/modul/M1").content.decode()
    assert sari.post("/modul/M1/evaluasi", ANSWERS).status_code == 302
    assert Ballot.objects.get().answers == dict(zip(OF_MODULES, (5, 4, 3), strict=True))
    assert 'href="/modul/M1/evaluasi"' not in sari.get("/modul/M1").content.decode()
    author.post("/modul/M1/evaluasi/hasil", {"buka": "0"})
    assert sari.post("/modul/M1/evaluasi", ANSWERS).status_code == 409


def test_who_has_not_completed_it_is_not(author: Client) -> None:
    author.post("/modul/M1/evaluasi/hasil", {"buka": "1"})
    assert signed_in("asing").post("/modul/M1/evaluasi", ANSWERS).status_code == 403
    assert signed_in(SARI).post("/modul/M2/evaluasi", ANSWERS).status_code == 403


@pytest.mark.parametrize(
    ("username", "roles", "status"),
    [
        (SARI, (), 403),
        ("pengelola", ("pengelola:BALAI",), 403),
        ("kurator-balai", ("kurator:BALAI",), 403),
        ("ppsdm", ("ppsdm",), 200),
        ("kurator-2", ("kurator",), 200),
    ],
)
def test_who_sees_a_modules_results(username: str, roles: tuple[str, ...], status: int) -> None:
    viewer = signed_in(username, *roles)
    page = viewer.get("/modul/M1/evaluasi/hasil")
    posted = viewer.post("/modul/M1/evaluasi/hasil", {"buka": "1"})

    assert (page.status_code, posted.status_code) == (status, 302 if status == 200 else 403)
    assert viewer.post("/modul/M1/evaluasi/hasil", {"buka": "?"}).status_code == status
    assert viewer.get("/modul/M1/evaluasi/hasil?format=csv").status_code == status
    assert LINA not in page.content.decode()


def test_results_have_their_numbers_as_a_file(author: Client, tmp_path: Path) -> None:
    scores = [("Materi", 4), ("Waktu", 2)]
    rows = [f"{uuid4()},M1,2026-11-20T09:00,{item},{score},5\n" for item, score in scores for _person in range(5)]
    head = "record_id,module_code,submitted_at,item,score,max_score\n"
    assert take(tmp_path, "evaluations", head + "".join(rows)).rejected == []

    page = read(author.get("/modul/M1/evaluasi/hasil"))
    assert "?format=csv" in page.links
    assert page.tables["Pendapat peserta"][1:] == [["Waktu", "40,0%"], ["Materi", "80,0%"]]
    assert rows_of_csv(author.get("/modul/M1/evaluasi/hasil?format=csv")) == [
        {"item": "Waktu", "share": "0.400"},
        {"item": "Materi", "share": "0.800"},
    ]
