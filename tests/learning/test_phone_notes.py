"""What a phone keeps for herself, and what it is told to take along for the week."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.lib import clock
from alur.learning.models import Module, Note
from tests.imports import BUDI, SARI, empty_store
from tests.learning.desk import CONTENT, furnish, take_content
from tests.learning.test_phones import NOW, fates, form, signed_in, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both]
KEPT = """
## [ ] Sebelum berangkat
- [ ] Surat tugas
- [ ] Segel

## ? Apa yang Anda ubah?
- ... Tulis satu hal
> Bandingkan.
"""


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        take_content(CONTENT.replace("Isi satu.", f"Isi satu.\n{KEPT}"))
        yield


@pytest.fixture
def sari() -> Client:
    return signed_in(SARI)


def keys(client: Client) -> list[str]:
    return re.findall(r'data-kept="(\w+)"', client.get("/modul/M1/luring").content.decode())


def said(client: Client, name: str) -> Any:
    page = client.get("/modul/M1/luring").content.decode()
    return json.loads(unescape(re.findall(rf' {name}="([^"]*)"', page)[0]))


def note(minutes_ago: int = 0, **fields: list[str]) -> dict[str, Any]:
    values = {f"catat-{key}": each for key, each in fields.items()}
    return form("/modul/M1/catatan", minutes_ago, **values, versi=["2"])


def test_what_was_kept_on_a_phone_is_kept_for_her_alone(sari: Client) -> None:
    ticks, text = keys(sari)
    assert (
        fates(sari, [note(5, **{ticks: ["", "2"]}), note(4, **{text: ["Berkas dulu, lalu\nsegel"]})]) == ["stored"] * 2
    )
    assert said(sari, "standing")["notes"] == {ticks: "2", text: "Berkas dulu, lalu\nsegel"}
    assert said(signed_in(BUDI), "standing")["notes"] == {}
    page = sari.get("/modul/M1/layar/1").content.decode()
    assert "Berkas dulu, lalu\nsegel</textarea>" in page


def test_the_later_word_stays(sari: Client) -> None:
    _ticks, text = keys(sari)
    assert fates(sari, [note(5, **{text: ["baru"]})]) == ["stored"]
    assert fates(sari, [note(50, **{text: ["lama"]}), note(60, **{text: [""]})]) == ["stored"] * 2
    assert Note.objects.get().text == "baru"
    assert fates(sari, [note(1, **{text: [""]})]) == ["stored"]
    assert not Note.objects.exists()


def test_notes_that_come_with_a_screen_are_kept_too(sari: Client) -> None:
    _ticks, text = keys(sari)
    forms = whole()
    forms[0]["fields"][f"catat-{text}"] = ["bersama layar"]
    for each in forms:
        each["fields"]["versi"] = ["2"]
    assert fates(sari, forms) == ["stored"] * 3
    assert Note.objects.get().text == "bersama layar"


def test_odd_notes_spoil_nothing(sari: Client) -> None:
    _ticks, text = keys(sari)
    long = note(5, **{text: ["x" * 5_500]})
    assert fates(sari, [long, note(4, **{text: ["x" * 7_000]}), note(3, zzz=["a"])]) == [
        "stored",
        "learning.bad_form",
        "stored",
    ]
    assert len(Note.objects.get().text) == 5_000


def week(client: Client) -> list[str]:
    return [each["page"] for each in client.get("/luring/minggu").json()["modules"]]


def test_the_week_is_what_is_due_and_begun(sari: Client) -> None:
    assert week(sari) == []
    sari.post("/modul/M1/layar/2", {"record_id": str(uuid4()), "jawab-1": "1", "jawab-2": "TIE"})
    sari.post("/modul/M2/ikuti", {"tenggat": (NOW + timedelta(days=3)).date().isoformat()})
    with CaptureQueriesContext(connection) as asked:
        assert week(sari) == ["/modul/M2", "/modul/M1"]
    assert len(asked) <= 12
    Module.objects.filter(activity__code="M1").update(is_archived=True)
    assert week(sari) == ["/modul/M2"]
    assert signed_in("pusat", "ppsdm").get("/luring/minggu").status_code == 403
