"""The page of who curates: what waits, what is being written, and how much of it there is."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.learning.models import Draft
from tests.imports import SARI, empty_store
from tests.learning.desk import furnish
from tests.learning.test_drafts import MOST_BYTES, MOST_QUERIES, begun, reviewed, save, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        yield


@pytest.fixture
def rini() -> Client:
    return signed_in("rini", "kurator")


@pytest.fixture
def dewi() -> Client:
    return signed_in("dewi", "kurator")


def test_the_navigation_is_told_what_waits_for_whom(rini: Client, dewi: Client) -> None:
    sari = signed_in(SARI)
    draft = begun(rini)
    save(rini, draft)
    assert [each.get("/kurasi/jumlah").status_code for each in (rini, dewi, sari)] == [204, 204, 403]
    reviewed(rini, draft)
    sari.post("/modul/M1/lapor", {"id": str(uuid4()), "kekeliruan": "Salah tik.", "layar": 1, "versi": 1})
    told = {name: each.get("/kurasi/jumlah") for name, each in {"rini": rini, "dewi": dewi}.items()}

    # Her own draft waits for another's eyes; the reported mistake for either of them.
    for name, count in {"rini": 1, "dewi": 2}.items():
        assert f"[data-count='kurasi/modul']\">{count}<" in told[name].content.decode(), name
        assert (told[name]["Cache-Control"], "Cookie" in told[name]["Vary"]) == ("private, max-age=60", True)
    assert 'hx-get="/kurasi/jumlah"' in rini.get("/kurasi/modul").content.decode()
    with CaptureQueriesContext(connection) as asked:
        dewi.get("/kurasi/jumlah")
    assert len(asked) <= 6


def test_a_screen_not_yet_written_is_called_empty_and_nothing_else(rini: Client) -> None:
    page = rini.get(f"/kurasi/draf/{begun(rini).pk}").content.decode()

    assert "Layar ini masih kosong." in page
    assert "kepala berkas" not in page


def test_of_many_drafts_the_newest_are_shown_and_the_page_says_so(rini: Client) -> None:
    draft = begun(rini)
    save(rini, draft)
    assert "Draf yang lebih lama" not in rini.get("/kurasi/modul").content.decode()
    rows = [Draft.objects.get(pk=draft.pk) for _ in range(400)]
    for number, row in enumerate(rows):
        row.pk, row.code = uuid4(), f"N-{number}"
    Draft.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as found:
        answer = rini.get("/kurasi/modul", headers={"Accept-Encoding": "gzip"})

    assert (len(found) <= MOST_QUERIES, len(answer.content) <= MOST_BYTES) == (True, True)
    assert "Draf yang lebih lama" in rini.get("/kurasi/modul").content.decode()
