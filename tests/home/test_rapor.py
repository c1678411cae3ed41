"""Rapor JP looked through by kind and month: what is shown, filed and summed is the ledger."""

from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.base.lib.clock import local_date
from alur.credit.models import Entry
from alur.people.models import Employee
from tests.home.reading import number, read, rows_of_csv

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("demo")]
YEAR = 2022
KIND_NAMES = {
    "microlearning": "Microlearning",
    "e-learning": "E-learning",
    "webinar": "Webinar",
    "discussion": "Diskusi",
    "class": "Kelas",
}


@pytest.fixture
def sari(client: Client) -> Client:
    """Give the demonstration's employee, signed in."""
    client.force_login(Account.objects.get(username="pegawai"))
    return client


def entries() -> list[Entry]:
    nip = Account.objects.get(username="pegawai").subject
    return list(Entry.objects.filter(employee_id=Employee.objects.get(nip=nip).pk, year=YEAR))


def test_kinds_and_months_add_up_to_the_year(sari: Client) -> None:
    page = read(sari.get(f"/rapor?tahun={YEAR}"))
    total = sum((each.amount for each in entries()), Decimal(0))
    months = [Decimal(0)] * 12
    for each in entries():
        months[local_date(each.at).month - 1] += each.amount

    assert total > 0
    assert sum(number(row[1]) for row in page.tables[f"JP menurut jenis di {YEAR}"][1:]) == total
    assert [number(row[1]) for row in page.tables[f"JP menurut bulan pada {YEAR}"][1:]] == months


def test_each_chart_has_its_numbers_as_a_file(sari: Client) -> None:
    page = read(sari.get(f"/rapor?tahun={YEAR}&bulan=3"))
    kinds, months = (f"?tahun={YEAR}&format=csv&apa={what}" for what in ("jenis", "bulan"))
    by_kind, by_month = (rows_of_csv(sari.get(f"/rapor{query}")) for query in (kinds, months))

    assert {kinds, months} <= set(page.links)
    assert [[KIND_NAMES[row["kind"]], Decimal(row["jp"])] for row in by_kind] == [
        [name, number(jp)] for name, jp in page.tables[f"JP menurut jenis di {YEAR}"][1:]
    ]
    assert [(int(row["month"]), Decimal(row["jp"])) for row in by_month] == [
        (month, number(jp)) for month, (_name, jp) in enumerate(page.tables[f"JP menurut bulan pada {YEAR}"][1:], 1)
    ]


def test_beranda_s_chart_has_its_numbers_as_a_file(sari: Client) -> None:
    with clock.frozen_at(datetime(YEAR, 12, 31, 12, tzinfo=clock.JAKARTA)):
        page = read(sari.get("/"))
        ring, kinds = [link for link in page.links if "format=csv" in link]
        rows, sums = rows_of_csv(sari.get(kinds)), rows_of_csv(sari.get(ring))

    assert rows
    assert [(KIND_NAMES[row["kind"]], Decimal(row["jp"])) for row in rows] == [
        (name, number(jp.removesuffix(" JP"))) for name, jp in page.tables[f"JP menurut jenis di {YEAR}"][1:]
    ]
    assert [row["figure"] for row in sums] == ["earned", "goal", "missing"]
    assert [Decimal(row["jp"]) for row in sums] == [number(jp) for _, jp in page.tables[f"JP {YEAR}"][1:]]


@pytest.mark.parametrize("asked", [{"bulan": "3"}, {"jenis": "microlearning"}, {"bulan": "11", "jenis": "webinar"}])
def test_page_and_file_hold_the_part_that_was_asked_for(sari: Client, asked: dict[str, str]) -> None:
    whole = rows_of_csv(sari.get(f"/rapor?tahun={YEAR}&format=csv"))
    query = urlencode({"tahun": YEAR, **asked})
    expected = [
        row
        for row in whole
        if int(asked.get("bulan", row["at"][5:7])) == int(row["at"][5:7])
        and asked.get("jenis", row["activity_kind"]) == row["activity_kind"]
    ]
    page = read(sari.get(f"/rapor?{query}"))
    shown = page.tables.get("Catatan JP", [[]])[1:]

    assert rows_of_csv(sari.get(f"/rapor?{query}&format=csv")) == expected
    assert [(row[2], number(row[3])) for row in shown] == [
        (KIND_NAMES[row["activity_kind"]], Decimal(row["jp"])) for row in expected[:25]
    ]
    assert f"({len(expected)})" in page.texts
    assert f"?{query}&format=csv" in page.links


def test_each_kind_leads_to_its_entries(sari: Client) -> None:
    page = read(sari.get(f"/rapor?tahun={YEAR}"))
    kinds = [link.removesuffix("#catatan") for link in page.links if link.endswith("#catatan")]
    sums = {row[0]: number(row[1]) for row in page.tables[f"JP menurut jenis di {YEAR}"][1:]}
    found = {
        KIND_NAMES[link.rpartition("=")[2]]: sum(
            (Decimal(row["jp"]) for row in rows_of_csv(sari.get(f"/rapor{link}&format=csv"))), Decimal(0)
        )
        for link in kinds
    }

    assert found == sums


def test_nothing_of_a_month_offers_the_year(sari: Client) -> None:
    page = read(sari.get("/rapor?tahun=1999&bulan=2"))

    assert "Tidak ada catatan yang cocok" in page.texts
    assert "?tahun=1999" in page.links


@pytest.mark.parametrize("month", ["0", "13", "-1", "1.5", "xx", "٣", "\x00", "1' OR 1=1"])
def test_what_is_no_month_is_said_to_be_none(sari: Client, month: str) -> None:
    answer = sari.get("/rapor", {"bulan": month})

    assert answer.status_code == 400
    assert "bukan bulan." in answer.content.decode()


def test_a_kind_nobody_knows_is_no_filter(sari: Client) -> None:
    found = [sari.get("/rapor", {"tahun": YEAR, "jenis": kind, "format": "csv"}) for kind in ("", "x' OR 1=1", "\x00")]

    assert len({answer.content for answer in found}) == 1
