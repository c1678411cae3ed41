"""Who may open which page: role x page, the whole table; a refusal tells nothing of what is refused."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.test import Client

from alur.base.access.models import Account
from alur.catalogue.models import Kind
from alur.credit.models import Entry
from alur.learning.statements import completed
from alur.people.permissions import ROLES
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# Viewers: Sari herself, her supervisor, a colleague of another unit, and each role held in Sari's unit.
VIEWERS = {
    "sari": (cast.SARI, ()),
    "atasan": (cast.BUDI, ()),
    "colleague": ("198812122012121004", ()),
    "pengelola": ("pengelola-a", ("pengelola:BALAI-A",)),
    "kurator": ("kurator-a", ("kurator:BALAI-A",)),
    "ppsdm": ("197001011995032005", ("ppsdm",)),
    "pimpinan": ("kepala", ("pimpinan",)),
    "admin": ("pranata", ("admin",)),
}
ALL = set(VIEWERS)
LEADING = {"pengelola", "ppsdm", "pimpinan", "admin"}
EVERYWHERE = LEADING - {"pengelola"}
OF_SARI = {"sari", "atasan", "pengelola", "ppsdm"}
# Page → who sees it, and what the others get.
PAGES: dict[str, tuple[set[str], int]] = {
    "/": (ALL, 0),
    "/tim": (ALL, 0),
    "/tim?format=csv": (ALL, 0),
    "/tim/199912312025011009": (set(), 404),
    "/kabar": (ALL, 0),
    "/rapor/catatan/ENTRY/kata": (OF_SARI - {"sari"}, 404),
    f"/rapor/{cast.SARI}": (OF_SARI, 404),
    f"/rapor/{cast.SARI}?format=csv": (OF_SARI, 404),
    f"/rapor/{cast.SARI}/transkrip.pdf": (OF_SARI, 404),
    "/rapor/199912312025011009/transkrip.pdf": (set(), 404),
    "/rapor/catatan/ENTRY": (OF_SARI, 404),
    "/rapor/199912312025011009": (set(), 404),
    f"/rapor/catatan/{UUID(int=7)}": (set(), 404),
    "/unit": (LEADING, 403),
    "/unit?format=csv": (LEADING, 403),
    "/unit?unit=LOKA-A": (LEADING, 403),
    "/unit?unit=BALAI-B": (EVERYWHERE, 403),
    "/unit?unit=BALAI-B&format=csv": (EVERYWHERE, 403),
    "/unit?unit=PUSAT": (EVERYWHERE, 403),
    "/pusat": (LEADING, 403),
    "/pusat/laporan": (LEADING - {"admin"}, 403),
    "/pimpinan": (EVERYWHERE, 403),
    "/pimpinan?format=pdf": (EVERYWHERE, 403),
    "/pimpinan?unit=BALAI-B": (EVERYWHERE, 403),
    "/pimpinan?unit=NONE": (set(), 403),
    "/pusat?format=csv": (LEADING, 403),
    "/pusat?unit=BALAI-A": (LEADING, 403),
    "/pusat?unit=BALAI-B": (EVERYWHERE, 403),
    "/pusat?unit=BALAI-B&format=csv": (EVERYWHERE, 403),
    "/pusat?unit=NONE": (set(), 403),
    "/pusat?format=xlsx": (LEADING, 403),
    "/pusat/tren": (LEADING, 403),
    "/pusat/tren?format=csv": (LEADING, 403),
    "/pusat/tren?unit=BALAI-B": (EVERYWHERE, 403),
    "/pusat/kurang": (LEADING, 403),
    "/pusat/kurang?format=csv": (LEADING, 403),
    "/pusat/kurang?unit=BALAI-B": (EVERYWHERE, 403),
    "/pusat/kurang?unit=BALAI-B&format=csv": (EVERYWHERE, 403),
    "/pusat/waktu": (EVERYWHERE, 403),
    "/pusat/waktu?format=csv": (EVERYWHERE, 403),
    "/pusat/isi": (EVERYWHERE, 403),
    "/pusat/isi?format=csv": (EVERYWHERE, 403),
}


@dataclass(frozen=True)
class House:
    """The cast with accounts, and an entry of Sari's."""

    entry: UUID

    def client(self, viewer: str) -> Client:
        username, _roles = VIEWERS[viewer]
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client


@pytest.fixture
def house(people: cast.Cast) -> House:
    for username, roles in VIEWERS.values():
        cast.account(username, *roles)
    activity(Kind.MODULE, "M1", Decimal(1))
    earn(cast.SARI)
    return House(Entry.objects.get().pk)


def earn(nip: str) -> None:
    statement = completed(record_id=uuid4(), nip=nip, module_code="M1", at=NOON, score=None, duration_seconds=None)
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


def test_role_by_page(house: House) -> None:
    clients = {viewer: house.client(viewer) for viewer in VIEWERS}
    found = {
        page: {viewer: clients[viewer].get(page.replace("ENTRY", str(house.entry))).status_code for viewer in VIEWERS}
        for page in PAGES
    }

    assert found == {
        page: {viewer: 200 if viewer in seen else refused for viewer in VIEWERS}
        for page, (seen, refused) in PAGES.items()
    }


def test_each_role_is_in_the_table() -> None:
    assert {role.code for role in ROLES} - {"pegawai"} == ALL - {"sari", "colleague"}


def test_strangers_are_led_to_the_door_and_back(house: House, client: Client) -> None:
    addresses = [address.replace("ENTRY", str(house.entry)) for address in PAGES]
    answers = {address: client.get(address) for address in addresses}

    assert {address: (answer.status_code, answer["Location"]) for address, answer in answers.items()} == {
        address: (302, f"/masuk?next={quote(address)}") for address in addresses
    }


def without_numbers(answer: Any) -> str:
    """Return a page without the number of its request, its own address and what guards its forms."""
    return re.sub(r"[0-9a-f]{32}|value=\"[^\"]{64}\"|name=\"next\" value=\"[^\"]*\"", "", answer.content.decode())


@pytest.mark.parametrize(
    ("real", "invented"),
    [
        (f"/rapor/{cast.SARI}", "/rapor/199912312025011009"),
        (f"/tim/{cast.SARI}", "/tim/199912312025011009"),
        ("/rapor/catatan/ENTRY/kata", f"/rapor/catatan/{UUID(int=7)}/kata"),
        ("/rapor/catatan/ENTRY", f"/rapor/catatan/{UUID(int=7)}"),
        ("/unit?unit=BALAI-B", "/unit?unit=NONE"),
        ("/pusat?unit=BALAI-B", "/pusat?unit=NONE"),
    ],
)
def test_refusals_do_not_tell_what_there_is(house: House, real: str, invented: str) -> None:
    client = house.client("colleague")
    answers = [client.get(each.replace("ENTRY", str(house.entry))) for each in (real, invented)]

    assert answers[0].status_code == answers[1].status_code
    assert without_numbers(answers[0]) == without_numbers(answers[1])


def test_accounts_of_nobody_have_a_home_but_no_record(house: House) -> None:
    client = house.client("kurator")
    answer = client.get("/rapor")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Akun ini bukan milik pegawai" in client.get("/").content.decode()


def test_lists_hold_only_whom_the_viewer_reaches(house: House) -> None:
    names = {
        viewer: [line.split(",")[1] for line in house.client(viewer).get(page).content.decode().splitlines()[1:]]
        for viewer, page in {
            "pengelola": "/unit?format=csv",
            "ppsdm": "/unit?unit=PUSAT&format=csv",
            "atasan": "/tim?format=csv",
            "colleague": "/tim?format=csv",
        }.items()
    }

    assert names == {
        "pengelola": ["Budi Santoso", "Lina Marpaung", "Sari Wulandari"],
        "ppsdm": ["Budi Santoso", "Lina Marpaung", "Rina Dewi", "Sari Wulandari", "Tono Siregar"],
        "atasan": ["Sari Wulandari"],
        "colleague": [],
    }


def test_unit_opens_at_ones_own(house: House) -> None:
    assert "<h1>Pusat</h1>" in house.client("ppsdm").get("/unit").content.decode()
    assert "<h1>Balai-A</h1>" in house.client("pengelola").get("/unit").content.decode()


@pytest.mark.parametrize("viewer", sorted(ALL))
def test_what_a_page_offers_opens(house: House, viewer: str) -> None:
    client = house.client(viewer)
    links = {link for link in read(client.get("/")).links if link.startswith("/")}
    found = {link: client.get(link).status_code for link in links}

    assert {link: status for link, status in found.items() if status != 200} == {}
    assert "/akun" in found
