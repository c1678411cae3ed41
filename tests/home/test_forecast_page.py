"""Beranda says where the year leads, and by what rule."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from alur.catalogue.models import Kind
from alur.learning.models import Assignment, Module, Registration, RegistrationState, Session
from alur.learning.statements import completed
from alur.people.models import Employee
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def sari(people: cast.Cast, client: Client) -> Client:
    """Give Sari, signed in, with 2 JP on the 328th day of the year."""
    Module.objects.create(activity=activity(Kind.MODULE, "M1", Decimal(2)))
    statement = completed(
        record_id=uuid4(), nip=cast.SARI, module_code="M1", at=NOON, score=None, duration_seconds=None
    )
    append_statements([statement], authority=AUTHORITY, version="1.0.3")
    client.force_login(cast.account(cast.SARI))
    return client


def said(client: Client) -> list[str]:
    texts = read(client.get("/")).texts
    start = next(place for place, text in enumerate(texts) if "pada akhir tahun" in text)
    return texts[start : start + 3]


def session(code: str, jp: str, *, days: int, state: RegistrationState, cancelled: bool = False) -> None:
    begin = NOON + timedelta(days=days)
    made = Session.objects.create(
        activity=activity(Kind.SESSION, code, Decimal(jp)),
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        cancelled_at=NOON if cancelled else None,
    )
    Registration.objects.create(session=made, employee=hers(), state=state, asked_at=NOON)


def hers() -> Employee:
    return Employee.objects.get(nip=cast.SARI)


def assign(code: str, jp: str, *, days: int) -> None:
    module = activity(Kind.MODULE, code, Decimal(jp))
    Module.objects.create(activity=module)
    Assignment.objects.create(
        activity=module,
        target=f"employee:{cast.SARI}",
        employee=hers(),
        source="supervisor",
        given_by="account:0",
        given_at=NOON,
        year=2026,
        due_on=(NOON + timedelta(days=days)).date(),
    )


def test_the_pace_alone(sari: Client) -> None:
    assert said(sari)[:2] == [
        "Sekitar 2 JP pada akhir tahun, kurang 18",
        "Laju: 2 JP dalam 328 hari, diteruskan sampai 31 Desember: 2 JP.",
    ]


def test_what_is_planned_this_year_and_certain_counts(sari: Client) -> None:
    placed, others = RegistrationState.PLACED, (RegistrationState.WAITING, RegistrationState.WITHDRAWN)
    session("S1", "3", days=7, state=placed)
    session("NEXT-YEAR", "4", days=60, state=placed)
    session("CANCELLED", "4", days=7, state=placed, cancelled=True)
    session("OVER", "4", days=-7, state=placed)
    for number, state in enumerate(others):
        session(f"W{number}", "4", days=7, state=state)
    assign("A1", "1.25", days=10)
    assign("A2", "4", days=100)

    assert said(sari)[0] == "Sekitar 6,25 JP pada akhir tahun, kurang 13,75"
    assert said(sari)[2] == (
        "Rencana: JP Anda sekarang, ditambah 1,25 JP modul dalam daftar Anda dan 3 JP sesi yang sudah Anda daftari:"
        " 6,25 JP."
    )


def test_enough_is_said_to_be_enough(sari: Client) -> None:
    session("S1", "18", days=7, state=RegistrationState.PLACED)

    assert said(sari)[0] == "Sesuai target: sekitar 20 JP pada akhir tahun"


def test_no_forecast_where_nothing_is_missing(sari: Client) -> None:
    Employee.objects.filter(nip=cast.SARI).update(employment="pppk")

    assert "pada akhir tahun" not in sari.get("/").content.decode()
