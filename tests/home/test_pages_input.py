"""Addresses that people mistype and attackers invent: a clear answer, never a broken page."""

import csv
import html
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from alur.catalogue.models import Activity, Kind
from alur.credit.models import Entry
from alur.learning.statements import completed
from alur.people.models import Employee, Unit
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]

PAGES = ("/pusat", "/unit", "/tim", "/rapor")
FORMULA = '=HYPERLINK("http://jahat.example","Klik")'


@pytest.fixture
def client(people: cast.Cast) -> Client:
    """Give Rina, who is in PPSDM, signed in; Sari reports to her."""
    Employee.objects.filter(nip=cast.SARI).update(supervisor=people.rina)
    activity(Kind.MODULE, "M1", Decimal(1))
    earn(cast.SARI)
    client = Client()
    client.force_login(cast.account(people.rina.nip, "ppsdm"))
    return client


def earn(nip: str) -> None:
    statement = completed(record_id=uuid4(), nip=nip, module_code="M1", at=NOON, score=None, duration_seconds=None)
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    "year",
    ["abc", "22", "20222", "-2022", "2022.0", "1899", "2201", "٢٠٢٢", "²⁰²²", "<script>", "\x00", "2022' OR '1'='1"],
)
def test_what_is_no_year_is_said_to_be_none(client: Client, address: str, year: str) -> None:
    answers = [client.get(address, {"tahun": year}), client.get(address, {"tahun": year, "format": "csv"})]

    assert [answer.status_code for answer in answers] == [400, 400]
    for answer in answers:
        text = answer.content.decode()
        assert f"<h1>“{html.escape(year[:20], quote=True)}” bukan tahun.</h1>".replace("&#x27;", "&#39;") in text
        assert "Tulis empat angka, misalnya 2022." in text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("year", ["1900", "2200", " 2022 ", "1990"])
def test_a_year_without_anything_is_a_page_all_the_same(client: Client, address: str, year: str) -> None:
    assert client.get(address, {"tahun": year}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_what_is_no_page_number_is_the_first_or_last_page(client: Client, address: str) -> None:
    numbers = ["-1", "0", "xyz", "1e9", "99999999999999999999", "\x00", ""]
    found = {number: read(client.get(address, {"hal": number})).tables for number in numbers}

    assert found == dict.fromkeys(numbers, read(client.get(address)).tables)


@pytest.mark.parametrize("address", ["/pusat", "/unit"])
@pytest.mark.parametrize("unit", ["NONE", "pusat", "PUSAT;", "\x00", "%", "x" * 5000, "<b>"])
def test_what_is_no_unit_is_refused(client: Client, address: str, unit: str) -> None:
    answer = client.get(address, {"unit": unit})

    assert answer.status_code == 403
    assert "Peran Anda tidak mengizinkan ini di sini." in answer.content.decode()


@pytest.mark.parametrize(
    "nip", ["abc", "1", "9" * 18, "9" * 5000, "%00", "%27%20OR%201=1", "19860926%20201505%201%20001"]
)
def test_what_is_no_nip_is_nobodys(client: Client, nip: str) -> None:
    answer = client.get(f"/rapor/{nip}")

    assert answer.status_code == 404
    assert "Tidak ada pegawai dengan NIP ini yang boleh Anda lihat." in answer.content.decode()


@pytest.mark.parametrize("entry", ["1", "zzz", "00000000000000000000000000000007"])
def test_what_is_no_entry_has_no_page(client: Client, entry: str) -> None:
    assert client.get(f"/rapor/catatan/{entry}").status_code == 404


def test_unknown_format_is_the_page(client: Client) -> None:
    assert [client.get(address, {"format": "xml"})["Content-Type"] for address in PAGES] == [
        "text/html; charset=utf-8"
    ] * len(PAGES)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_files_hold_no_formulas(client: Client, start: str) -> None:
    text = f"{start}1+1"
    Employee.objects.filter(nip=cast.SARI).update(name=text, position=text)
    Unit.objects.filter(code="BALAI-A").update(name=text)
    Activity.objects.update(title=text)
    found = [
        cell
        for address in ("/tim?format=csv", "/unit?unit=BALAI-A&format=csv", f"/rapor/{cast.SARI}?format=csv")
        for row in csv.reader(client.get(address).content.decode().split("\r\n"))
        for cell in row
        if "1+1" in cell
    ]

    assert found == [f"'{text}"] * 6


def test_texts_of_others_are_no_markup(client: Client, people: cast.Cast) -> None:
    hostile = '"><script>alert(1)</script>&amp;'
    Employee.objects.filter(nip=cast.SARI).update(name=hostile, position=hostile)
    Unit.objects.update(name=hostile)
    Activity.objects.update(title=hostile)
    entry = Entry.objects.get().pk
    addresses = ["/", "/tim", "/unit?unit=BALAI-A", "/pusat", f"/rapor/{cast.SARI}", f"/rapor/catatan/{entry}"]
    pages = {address: client.get(address).content.decode() for address in addresses}

    assert [address for address, text in pages.items() if "<script>alert" in text] == []
    assert [address for address, text in pages.items() if hostile not in read(client.get(address)).texts] == []


def test_file_names_are_plain(client: Client) -> None:
    names = {
        address: client.get(address)["Content-Disposition"]
        for address in ("/pusat?format=csv", "/pusat?unit=BALAI-A&tahun=2022&format=csv", "/rapor?format=csv")
    }

    assert names == {
        "/pusat?format=csv": 'attachment; filename="figures-2026.csv"',
        "/pusat?unit=BALAI-A&tahun=2022&format=csv": 'attachment; filename="figures-2022-BALAI-A.csv"',
        "/rapor?format=csv": 'attachment; filename="rapor-197001011995032005-2026.csv"',
    }
