"""Taking an entry back on its page: who is offered it, what she must say, and what the employee then reads."""

import re
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.test import Client

from alur.catalogue.models import Kind
from alur.credit.models import Entry
from alur.learning.statements import completed
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import number, read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]

WHY = "Dikerjakan <orang> lain."


@pytest.fixture
def entry(people: cast.Cast) -> str:
    """Let Sari have earned 2 JP, and return the address of the entry."""
    activity(Kind.MODULE, "M1", Decimal(2))
    statement = completed(
        record_id=uuid4(), nip=cast.SARI, module_code="M1", at=NOON, score=None, duration_seconds=None
    )
    append_statements([statement], authority=AUTHORITY, version="1.0.3")
    return f"/rapor/catatan/{Entry.objects.get().pk}"


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(cast.account(username, *roles))
    return client


def record_id(client: Client, address: str) -> str:
    [found] = re.findall(r'name="record_id" value="([^"]+)"', client.get(address).content.decode())
    return str(UUID(found))


def ledger() -> list[tuple[Decimal, str]]:
    return list(Entry.objects.order_by("amount").values_list("amount", "reason"))


def test_only_the_training_centre_is_offered_it(entry: str) -> None:
    viewers = {
        "sari": signed_in(cast.SARI),
        "atasan": signed_in(cast.BUDI),
        "pengelola": signed_in("pengelola-a", "pengelola:BALAI-A"),
        "ppsdm": signed_in("pusat", "ppsdm"),
    }
    offered = {viewer: "Batalkan catatan ini" in read(client.get(entry)).texts for viewer, client in viewers.items()}
    posted = {
        viewer: client.post(entry, {"record_id": str(uuid4()), "reason": WHY}).status_code
        for viewer, client in viewers.items()
        if viewer != "ppsdm"
    }

    assert offered == {"sari": False, "atasan": False, "pengelola": False, "ppsdm": True}
    assert posted == {"sari": 403, "atasan": 403, "pengelola": 403}
    assert ledger() == [(Decimal(2), "earned")]


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_a_reason_is_needed(entry: str, why: str) -> None:
    client = signed_in("pusat", "ppsdm")
    answer = client.post(entry, {"record_id": record_id(client, entry), "reason": why})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert ledger() == [(Decimal(2), "earned")]


def test_sent_twice_it_is_taken_back_once_and_the_employee_reads_why(entry: str) -> None:
    client = signed_in("pusat", "ppsdm")
    form = {"record_id": record_id(client, entry), "reason": WHY}
    first = client.post(entry, form)
    second = client.post(entry, form)
    sari = signed_in(cast.SARI)
    record = read(sari.get("/rapor"))
    reversal = Entry.objects.get(amount__lt=0)

    assert (first.status_code, first["Location"], second.status_code) == (302, entry, 422)
    assert ledger() == [(Decimal(-2), "decision"), (Decimal(2), "earned")]
    assert number(record.figures["JP"]) == 0
    assert [row[1] for row in record.tables["Catatan JP"][1:]] == ["M1 Dibatalkan", "M1 Tidak dihitung lagi"]
    assert WHY in read(sari.get(f"/rapor/catatan/{reversal.pk}")).texts
    assert WHY in read(sari.get(entry)).texts
    assert (
        "Catatan ini sudah dibatalkan oleh catatan sesudahnya dan tidak dihitung lagi." in read(sari.get(entry)).texts
    )
