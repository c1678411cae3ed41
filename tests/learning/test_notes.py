"""What she keeps for herself: ticks and notes come back to her alone, on every version that asks the same."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alur.learning.models import Note
from alur.records.models import Statement
from tests.cast import account
from tests.imports import BUDI, SARI, empty_store
from tests.learning.desk import furnish, take_content

pytestmark = [pytest.mark.django_db, pytest.mark.both]
KEPT = """---
code: M1
---
# Satu

## [ ] Siap
- [ ] Surat tugas
- [ ] Segel

## ? Urutkan
- 1. Datang
- 2. Periksa
- 3. Catat

## ? Jodohkan
- Pangan => BTP
- Obat => CPOB
> Begitu.

---
# Dua

## ? Apa yang akan Anda coba?
- ... Tulis di sini
> Bandingkan.
"""
KEY = re.compile(r'name="(catat-[0-9a-f]{16})"')


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        take_content(KEPT)
        yield


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def page(client: Client, number: int) -> str:
    return client.get(f"/modul/M1/layar/{number}").content.decode()


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(f"/modul/M1/{address}", {"record_id": str(uuid4()), **fields})


def field(client: Client, number: int) -> str:
    return str(KEY.findall(page(client, number))[0])


def test_ticks_and_notes_are_kept_with_each_step() -> None:
    sari = signed_in(SARI)
    post(sari, "layar/1", **{field(sari, 1): ["", "2", "9", "x"]})
    assert 'value="2" checked' in page(sari, 1)
    note = field(sari, 2)
    assert "Bandingkan." not in page(sari, 2)
    post(sari, "catatan", layar="2", **{note: "Membaca label <b>dulu</b>"})
    assert "Membaca label &lt;b&gt;dulu&lt;/b&gt;</textarea>" in page(sari, 2)
    assert "Bandingkan." in page(sari, 2)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["2", "Membaca label <b>dulu</b>"]
    assert "dulu" not in "".join(map(str, Statement.objects.values_list("body", flat=True)))
    post(sari, "catatan", layar="2", **{note: " "})
    assert Note.objects.count() == 1


def test_nobody_else_reads_them() -> None:
    sari, budi = signed_in(SARI), signed_in(BUDI)
    post(sari, "catatan", **{field(sari, 2): "rahasia"})
    for client in (budi, signed_in("kurator", "kurator"), signed_in("pusat", "ppsdm")):
        assert "rahasia" not in page(client, 2)
    assert post(signed_in("lain", "kurator"), "catatan", **{field(sari, 2): "x"}).status_code == 403


def test_a_newer_version_that_asks_the_same_keeps_them() -> None:
    sari = signed_in(SARI)
    post(sari, "catatan", **{field(sari, 2): "tetap"})
    take_content(KEPT.replace("# Satu", "# Satu lagi"))
    assert "tetap</textarea>" in page(sari, 2)


def test_places_that_are_not_there_keep_nothing() -> None:
    sari = signed_in(SARI)
    assert post(sari, "catatan", **{"catat-0000000000000000": "x", "catat-": "x"}).status_code == 302
    assert post(sari, "catatan", layar="x", **{field(sari, 2): "y"}).status_code == 400
    assert list(Note.objects.values_list("text", flat=True)) == ["y"]


def places(text: str, question: int) -> list[str]:
    return re.findall(rf'id="jawab-{question}-\d+-teks">([^<]+)<', text)


def test_order_and_pairs_are_judged() -> None:
    sari = signed_in(SARI)
    shown = places(page(sari, 1), 1)
    assert sorted(shown) == ["Catat", "Datang", "Periksa"]
    assert shown != ["Datang", "Periksa", "Catat"]
    right = [f"{nth}-{['Datang', 'Periksa', 'Catat'].index(step) + 1}" for nth, step in enumerate(shown, start=1)]
    offered = re.findall(r'<option value="(\d)">(BTP|CPOB)</option>', page(sari, 1))
    number = {words: value for value, words in offered}
    wrong = [number["CPOB"], number["BTP"]]
    assert post(sari, "layar/1", **{"jawab-1": ["1-1", "2-1", "3-2"], "jawab-2": ["", "1"]})["Location"].endswith(
        "kurang=1"
    )
    post(sari, "layar/1", **{"jawab-1": right, "jawab-2": wrong})
    text = page(sari, 1)
    assert (text.count("is-right"), text.count("is-wrong")) == (1, 1)
    post(sari, "layar/1", **{"jawab-2": [number["BTP"], number["CPOB"]]})
    assert page(sari, 1).count("is-right") == 2
