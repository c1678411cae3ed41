"""A scenario as a reader meets it: choosing, going back, resuming, finishing; and the records of it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alur.learning.models import Completion, ScreenRead
from alur.records.services.rebuilding import check
from tests.imports import SARI, empty_store
from tests.learning.desk import furnish, take_content
from tests.learning.test_drafts import begun, save, signed_in
from tests.learning.test_phones import fates, form
from tests.learning.test_scenario_rules import SCENARIO

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        take_content(SCENARIO.replace("---\n# Penutup", "## ? Apa?\n- (x) a\n- ( ) b\n\n---\n# Penutup"))
        yield


@pytest.fixture
def sari() -> Client:
    return signed_in(SARI)


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(f"/modul/M1/{address}", {"record_id": str(uuid4()), **fields})


def ticks(client: Client) -> list[str]:
    return re.findall(r"Baca layar: \d dari \d", client.get("/modul/M1/layar/1").content.decode())


def resumed(client: Client) -> str:
    return str(re.findall(r'layar/(\d)">Lanjutkan di layar', client.get("/modul/M1").content.decode())[0])


def test_the_way_she_takes_is_what_completes_it(sari: Client) -> None:
    page = sari.get("/modul/M1/layar/1").content.decode()
    assert re.findall(r'name="pilih" value="(\d)"', page) == ["2", "3"]
    assert "<strong>vaksin</strong>" in page
    assert 'rel="next"' not in page
    assert ticks(sari) == ["Baca layar: 0 dari 3"]
    about = sari.get("/modul/M1").content.decode()
    assert ("Hanya dicatat" in about, "mengikuti pilihan Anda" in about) == (False, True)

    undecided = post(sari, "layar/1")
    assert undecided["Location"] == "/modul/M1/layar/1?pilih=1"
    assert "Pilih cara melanjutkan." in sari.get(undecided["Location"]).content.decode()
    assert post(sari, "layar/1", pilih="4")["Location"] == "/modul/M1/layar/1?pilih=1"
    assert ScreenRead.objects.count() == 0

    assert post(sari, "layar/1", pilih="2")["Location"] == "/modul/M1/layar/2"
    assert resumed(sari) == "2"
    assert 'rel="prev" href="/modul/M1/layar/1"' in sari.get("/modul/M1/layar/2").content.decode()
    assert post(sari, "layar/2", pilih="1")["Location"] == "/modul/M1/layar/1"
    assert resumed(sari) == "1"
    assert "pilihan Anda" in sari.get("/modul/M1/layar/1").content.decode()

    assert post(sari, "layar/1", pilih="3")["Location"] == "/modul/M1/layar/3"
    assert resumed(sari) == "3"
    third = sari.get("/modul/M1/layar/3").content.decode()
    assert "Layar 2 dari 3" in third
    assert 'rel="prev" href="/modul/M1/layar/1"' in third
    post(sari, "layar/3", **{"jawab-1": "1"})
    assert post(sari, "layar/3")["Location"] == "/modul/M1/layar/4"
    assert ticks(sari) == ["Baca layar: 2 dari 3"]
    finished = post(sari, "selesai", layar="4")
    assert "Modul selesai" in finished.content.decode()
    assert Completion.objects.count() == 1
    assert list(ScreenRead.objects.order_by("rid").values_list("screen", "choice")) == [
        (1, 2),
        (2, None),
        (1, 3),
        (3, None),
        (4, None),
    ]
    assert check() == []


def test_the_same_choice_twice_is_recorded_once(sari: Client) -> None:
    fields = {"record_id": str(uuid4()), "pilih": "3"}
    for _ in range(2):
        assert sari.post("/modul/M1/layar/1", fields)["Location"] == "/modul/M1/layar/3"
    post(sari, "layar/1", pilih="3")
    assert ScreenRead.objects.count() == 1


def test_a_phone_brings_the_same_records(sari: Client) -> None:
    version = {"versi": ["2"]}
    forms = [
        form("/modul/M1/layar/1", 9, pilih=["2"], **version),
        form("/modul/M1/layar/2", 8, **version),
        form("/modul/M1/layar/1", 7, pilih=["3"], **version),
        form("/modul/M1/layar/3", 6, **{"jawab-1": ["1"]}, **version),
        form("/modul/M1/selesai", 5, layar=["4"], **version),
    ]
    now = sari.get("/luring/antrean")
    assert now.status_code == 200
    assert fates(sari, forms) == ["stored"] * 5
    assert (Completion.objects.count(), check()) == (1, [])


def test_a_copy_knows_the_ways(sari: Client) -> None:
    post(sari, "layar/1", pilih="3")
    copy = sari.get("/modul/M1/luring").content.decode()
    outline = json.loads(re.findall(r' outline="([^"]*)"', copy)[0].replace("&#34;", '"'))
    standing = json.loads(re.findall(r' standing="([^"]*)"', copy)[0].replace("&#34;", '"'))
    assert outline["targets"] == [[2, 3], [1], [4], []]
    assert standing["chosen"] == {"1": 3}
    assert re.findall(r'data-choice="(\d)"', copy) == ["2", "3", "1"]


def test_who_only_looks_follows_links(client: Client) -> None:
    looker = signed_in("rini", "kurator")
    page = looker.get("/modul/M1/layar/1").content.decode()
    assert 'name="pilih"' not in page
    assert '<a class="button" href="/modul/M1/layar/3">' in page


def test_the_editor_shows_choices_and_tells_what_is_wrong() -> None:
    rini = signed_in("rini", "kurator")
    draft = begun(rini)
    answer = save(rini, draft, screens=["# A {#a}\n- [Pergi](#b)", "# B {#c}"]).content.decode()
    assert 'class="ways"' in answer
    assert "Tidak ada layar bernama “b”." in answer
