"""What a page costs: its queries do not grow with its rows, and it is light on the line."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.catalogue.models import Kind
from alur.credit.models import Entry
from alur.learning.models import Module, Session
from alur.learning.statements import completed
from alur.people.models import Employee, Unit
from alur.records.queries import remembered
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON, place
from tests.home.reading import read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MOST_QUERIES = 12
MOST_BYTES = 20_000
ADDRESSES = [
    "/",
    "/rapor",
    "/tim",
    "/tim/199001012014010000",
    "/kabar",
    "/unit?unit=PUSAT",
    "/pusat?unit=PUSAT",
    "/pusat/tren?unit=PUSAT",
    "/pusat/kurang?unit=PUSAT",
    "/pusat/isi",
    "/pimpinan",
    "/pimpinan?unit=PUSAT",
    "/rapor/catatan/ENTRY",
]
WITHOUT_LISTS = [
    "/pimpinan",
    "/pimpinan?unit=PUSAT",
    "/",
    "/kabar",
    "/tim/199001012014010000",
    "/pusat/tren?unit=PUSAT",
    "/rapor/catatan/ENTRY",
]
LONG = "Direktorat Pemberdayaan Masyarakat dan Pelaku Usaha Obat Tradisional, Suplemen Kesehatan, dan Kosmetik"


@pytest.fixture
def budi(people: cast.Cast) -> Client:
    """Give Budi, a supervisor in PPSDM, signed in."""
    client = Client()
    client.force_login(cast.account(cast.BUDI, "ppsdm"))
    return client


def fill(start: int, stop: int) -> None:
    """Let Budi have more in each list: entries, modules, sessions, team, people and units below."""
    budi, pusat = Employee.objects.get(nip=cast.BUDI), Unit.objects.get(code="PUSAT")
    statements: list[dict[str, Any]] = []
    for number in range(start, stop):
        Module.objects.create(activity=activity(Kind.MODULE, f"M{number}", Decimal(1)))
        Module.objects.create(activity=activity(Kind.MODULE, f"N{number}", Decimal(1)))
        meeting = activity(Kind.SESSION, f"S{number}", Decimal(2))
        begin = NOON + timedelta(days=number)
        Session.objects.create(activity=meeting, starts_at=begin, ends_at=begin + timedelta(hours=1))
        below = cast.unit(f"LOKA-{number}", pusat)
        Unit.objects.filter(pk=below.pk).update(name=f"{LONG} {number}")
        sub = cast.employee(f"19900101201401{number:04}", f"{LONG[:60]} {number}", below, supervisor=budi)
        place(sub)
        statements += [finished(nip, f"M{number}") for nip in (cast.BUDI, sub.nip)]
    append_statements(statements, authority=AUTHORITY, version="1.0.3")


def finished(nip: str, module: str) -> dict[str, Any]:
    return completed(record_id=uuid4(), nip=nip, module_code=module, at=NOON, score=None, duration_seconds=None)


def ask(client: Client, address: str) -> tuple[int, int, int]:
    """Return a page's rows, queries and bytes on the line, nothing being remembered."""
    remembered.place.cache_clear()
    entry = Entry.objects.order_by("pk").values_list("pk", flat=True)[0]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address.replace("ENTRY", str(entry)), headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    plain = client.get(address.replace("ENTRY", str(entry)))
    return sum(map(len, read(plain).tables.values())), len(asked), len(answer.content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_queries_do_not_grow_with_the_rows(budi: Client, address: str) -> None:
    fill(0, 1)
    ask(budi, address)
    few = ask(budi, address)
    fill(1, 50)
    many = ask(budi, address)

    assert (many[1], many[1] <= MOST_QUERIES) == (few[1], True)
    assert many[2] <= MOST_BYTES
    assert many[0] > few[0] + 10 or address in WITHOUT_LISTS


def test_an_agency_of_a_hundred_units_is_still_light(budi: Client) -> None:
    fill(0, 110)

    assert [address for address in ADDRESSES if ask(budi, address)[2] > MOST_BYTES] == []
