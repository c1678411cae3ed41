"""Copies on a phone: what they weigh, when they go, and in which year counts what was done with them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from alur.base.lib import clock
from alur.credit.models import Entry
from alur.learning.models import Completion, Module
from alur.records.services.rebuilding import check
from tests.imports import SARI, empty_store
from tests.learning.desk import furnish
from tests.learning.test_phones import NOW, fates, signed_in, stay_signed_in, whole

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store(), clock.frozen_at(NOW):
        furnish()
        yield


@pytest.fixture
def sari() -> Client:
    return signed_in(SARI)


def test_what_was_done_last_year_counts_for_it_whatever_came_meanwhile(sari: Client) -> None:
    stay_signed_in(sari)
    old_year = datetime(2026, 12, 30, 3, tzinfo=UTC)
    done_then = [
        {**each, "at": (old_year + timedelta(minutes=place)).isoformat()} for place, each in enumerate(whole())
    ]
    new_year = datetime(2027, 1, 2, 3, tzinfo=UTC)
    with clock.frozen_at(new_year):
        # On another device she has done it for the new year already.
        for number, answers in ((1, {}), (2, {"jawab-1": "1", "jawab-2": "TIE"})):
            sari.post(f"/modul/M1/layar/{number}", {"record_id": str(uuid4()), **answers})
        sari.post("/modul/M1/selesai", {"record_id": str(uuid4()), "layar": "3"})
    with clock.frozen_at(new_year + timedelta(days=1)):
        assert fates(sari, done_then, now=clock.now()) == ["stored"] * 3
        assert fates(sari, done_then, now=clock.now()) == ["known"] * 3
    assert sorted(Completion.objects.values_list("year", flat=True)) == [2026, 2027]
    assert list(Entry.objects.values_list("amount", flat=True)) == [Decimal("1.00")] * 2
    assert check() == []


def test_a_module_that_is_no_longer_offered_leaves_the_phone(sari: Client) -> None:
    assert sari.get("/modul/M1/luring").status_code == 200
    Module.objects.filter(activity__code="M1").update(is_archived=True)
    answer = sari.get("/modul/M1/luring")
    assert answer.status_code == 410
    assert "tidak lagi ditawarkan" in answer.content.decode()
    page = sari.get("/modul/M1").content.decode()
    assert "Simpan untuk luring" not in page
    assert "gone hidden" in page
    assert fates(sari, whole()) == ["stored"] * 3


def test_the_size_that_is_told_is_the_size_that_is_kept(sari: Client) -> None:
    told = re.search(r' bytes="(\d+)"', sari.get("/modul/M1").content.decode())
    assert told
    kept = len(sari.get("/modul/M1/luring").content)
    assert abs(int(told[1]) - kept) < kept / 30


def test_the_year_is_that_in_which_it_was_done(sari: Client) -> None:
    new_year = datetime(2027, 1, 3, 3, tzinfo=UTC)
    stay_signed_in(sari)
    with clock.frozen_at(new_year):
        days = (new_year - datetime(2026, 12, 31, 12, tzinfo=UTC)) // timedelta(minutes=1)
        shift = (new_year - NOW) // timedelta(minutes=1)
        assert fates(sari, whole(days - shift), now=new_year) == ["stored"] * 3
        assert list(Completion.objects.values_list("year", flat=True)) == [2026]
        assert fates(sari, whole(days - shift - 60), now=new_year) == ["known"] * 3
        assert fates(sari, whole(-shift), now=new_year) == ["stored"] * 3
    assert (sorted(Completion.objects.values_list("year", flat=True)), check()) == ([2026, 2027], [])
