"""Reading long enough becomes one record of the reader's, and gives JP only if a rule says so."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alur.base.access.rules import SYSTEM
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import ActivityVersion
from alur.credit.models import Entry, Rule
from alur.insight.models import PersonYear
from alur.knowledge.models import Reading
from alur.knowledge.rules.reading import needed_seconds
from alur.knowledge.services import put_items
from alur.knowledge.services.recording import opening, record_read
from alur.knowledge.statements import item_read, item_read_draft, read_id
from alur.people.models import Placement
from alur.records.models import Statement
from alur.records.rules.draft import VOIDED
from alur.records.rules.own import AUTHORITY
from alur.records.rules.prepare import drafts
from alur.records.services import append_statements
from alur.records.services.rebuilding import check
from tests.cast import SARI, Cast, account, actor, assemble
from tests.imports import empty_store
from tests.knowledge.desk import item, put_cast_items, row

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store():
        with clock.frozen_at(NOW - timedelta(days=1)):
            cast = assemble()
            put_cast_items(cast)
            for one in (cast.sari, cast.lina):
                Placement.objects.create(employee=one, unit=one.unit, valid_from=date(2020, 1, 1), known_at=0)
        with clock.frozen_at(NOW):
            yield cast


def credited() -> list[Decimal]:
    return list(Entry.objects.order_by("rid").values_list("amount", flat=True))


def rule_for_reading() -> None:
    told = {"form_code": 20, "form_name": "Belajar mandiri", "factor": Decimal(1), "source": "Aturan instansi"}
    day = NOW.date().replace(day=1, month=1)
    Rule.objects.create(code="knowledge", version=1, kind="knowledge", valid_from=day, known_at=0, **told)
    worth = {"jp": Decimal("0.5"), "minutes": 20, "valid_from": NOW - timedelta(days=99), "known_at": 0}
    ActivityVersion.objects.create(activity=item("SOP").activity, number=1, **worth)


def test_read_long_enough_it_is_one_record_a_text() -> None:
    sari, opened = actor(SARI), opening(item("SOP"))
    with pytest.raises(Problem) as refused:
        record_read(actor=sari, code="SOP", opened=opened, at=NOW)
    assert refused.value.code == "knowledge.not_read"

    with clock.frozen_at(LATER):
        assert record_read(actor=sari, code="SOP", opened=opened, at=LATER)
        assert not record_read(actor=sari, code="SOP", opened=opened, at=LATER + timedelta(seconds=5))
        assert (Reading.objects.count(), check()) == (1, [])
        put_items(actor=SYSTEM, rows=[row("SOP", "Cara menyegel sampel", "procedure", "BALAI-A", SARI, body="Baru.")])
        # What she had open is still the first text.
        assert not record_read(actor=sari, code="SOP", opened=opened, at=LATER)
        newer = opening(item("SOP"))
    with clock.frozen_at(LATER + timedelta(minutes=1)):
        assert record_read(actor=sari, code="SOP", opened=newer, at=LATER + timedelta(minutes=1))
    assert (Statement.objects.count(), credited(), PersonYear.objects.count()) == (2, [], 0)


@pytest.mark.parametrize("opened", ["", "x", "[]", None])
def test_what_was_not_opened_is_not_read(opened: str | None) -> None:
    sari = actor(SARI)
    told = opening(item("MAT")) if opened is None else opened
    with clock.frozen_at(LATER), pytest.raises(Problem) as refused:
        record_read(actor=sari, code="SOP", opened=told, at=LATER)
    assert (refused.value.code, Statement.objects.count()) == ("knowledge.not_read", 0)


def test_a_rule_gives_jp_once_a_year_and_taking_the_record_back_takes_it_back() -> None:
    rule_for_reading()
    sari, opened = actor(SARI), opening(item("SOP"))
    with clock.frozen_at(LATER):
        record_read(actor=sari, code="SOP", opened=opened, at=LATER)
        put_items(actor=SYSTEM, rows=[row("SOP", "Cara menyegel", "procedure", "BALAI-A", SARI, body="Baru.")])
        newer = opening(item("SOP"))
    with clock.frozen_at(LATER + timedelta(minutes=1)):
        record_read(actor=sari, code="SOP", opened=newer, at=LATER + timedelta(minutes=1))
    assert (credited(), check()) == ([Decimal("0.50")], [])
    entry = signed_in("sari-lain", "ppsdm").get(f"/rapor/catatan/{Entry.objects.get().pk}").content.decode()
    assert "“Pengetahuan” versi 1: 1 × JP kegiatan" in entry
    void(read_id(nip=SARI, item_code="SOP", version=1))
    # The second reading takes its place.
    assert (sum(credited()), check()) == (Decimal("0.50"), [])
    void(read_id(nip=SARI, item_code="SOP", version=2))
    assert (sum(credited()), check()) == (Decimal(0), [])


def void(id: UUID) -> None:
    statement = {
        "actor": AUTHORITY,
        "verb": {"id": VOIDED},
        "object": {"objectType": "StatementRef", "id": str(id)},
    }
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


def test_from_the_page_and_seen_by_her_alone(people: Cast) -> None:
    page, others = signed_in(SARI), signed_in(people.lina.nip)
    opened = opening(item("SOP"))
    assert 'seconds="20"' in page.get("/pengetahuan/SOP").content.decode()
    assert page.post("/pengetahuan/SOP/terbaca", {"dibuka": opened}).status_code == 422
    with clock.frozen_at(LATER):
        assert page.post("/pengetahuan/SOP/terbaca", {"dibuka": opened}).status_code == 204
        seen = [each.get("/pengetahuan/SOP/sekitar").content.decode() for each in (page, others)]
    assert ["Anda membaca ini pada 1 Juni 2026" in each for each in seen] == [True, False]
    assert signed_in("kurator-satu", "kurator").post("/pengetahuan/SOP/terbaca", {"dibuka": opened}).status_code == 403


def test_by_the_queue_of_a_phone() -> None:
    page, opened = signed_in(SARI), opening(item("SOP"))
    with clock.frozen_at(LATER):
        fields: dict[str, Any] = {"dibuka": [opened]}
        forms = [{"path": "/pengetahuan/SOP/terbaca", "fields": each, "at": NOW.isoformat()} for each in (fields, {})]
        told = {"account": page.get("/luring/antrean").json()["account"], "now": LATER.isoformat(), "forms": forms}
        for fate in ("stored", "known"):
            answer = page.post("/luring/antrean", json.dumps(told), content_type="application/json").json()
            assert [each["fate"] for each in answer["results"]] == [fate, "refused"]
    assert Reading.objects.count() == 1


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


@given(st.integers(1, 10_000), st.timedeltas(timedelta(), timedelta(999)))
def test_the_quick_draft_says_what_the_statement_says(version: int, later: timedelta) -> None:
    at = datetime(2022, 1, 1, tzinfo=UTC) + later
    told: dict[str, Any] = {"nip": SARI, "item_code": "K-1", "version": version}
    values = {**told, "record_id": read_id(**told), "at": at}
    assert item_read_draft(**values) == drafts([item_read(**values)], authority=AUTHORITY, version="1.0.3")[0]


@given(st.text(max_size=500))
def test_the_longer_the_longer_it_takes(text: str) -> None:
    assert 20 <= needed_seconds(text) <= needed_seconds(f"{text} dan lagi") <= 600


def test_half_the_time_that_reading_takes() -> None:
    assert [needed_seconds("kata " * words) for words in (0, 240, 1_200, 100_000)] == [20, 30, 150, 600]
