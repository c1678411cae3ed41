"""Pusat's further pages: they say what the records say, and page, file and API agree."""

import json
from base64 import b64encode
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from alur.base.access.models import Account
from alur.base.access.rules import SYSTEM
from alur.base.access.services import create_credential
from alur.home.views.people import COLUMNS
from alur.insight.models import PersonYear
from alur.insight.queries.year import year_figures
from alur.learning.models import Module, ModuleContent
from alur.people.models import Employee, Unit
from tests.home.reading import number, read, rows_of_csv

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("demo")]
YEAR = 2022


@pytest.fixture
def ppsdm() -> Client:
    """Give the training centre, signed in, in Indonesian."""
    return signed_in("ppsdm")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    client.cookies["bahasa"] = "id"
    return client


@pytest.mark.parametrize("unit", ["", "BBPOM-PADANG"])
def test_page_files_and_api_agree(ppsdm: Client, client: Client, unit: str) -> None:
    query = f"tahun={YEAR}&unit={unit}"
    made = create_credential(actor=SYSTEM, name="test", scopes=["admin:read"])
    key = b64encode(f"{made.credential.key}:{made.secret}".encode()).decode()
    api = client.get(
        f"/api/v1/report/year/{YEAR}" + (f"?unit={unit}" if unit else ""), headers={"authorization": f"Basic {key}"}
    )
    [from_csv] = rows_of_csv(ppsdm.get(f"/pusat?{query}&format=csv"))
    xlsx = CalamineWorkbook.from_filelike(BytesIO(ppsdm.get(f"/pusat?{query}&format=xlsx").content))
    header, row = xlsx.get_sheet_by_index(0).to_python()
    table = read(ppsdm.get(f"/pusat?{query}")).tables[f"Tabel 1. Capaian pembelajaran {YEAR}"]
    expected = year_figures(YEAR, unit=Unit.objects.get(code=unit) if unit else None).as_numbers()

    assert json.loads(api.content) == expected
    assert {name: float(value) for name, value in from_csv.items()} == expected
    assert dict(zip(header, row, strict=True)) == expected
    assert number(table[8][1]) == Decimal(str(expected["jp_total"])) > 0


def test_the_months_add_up_to_the_year(ppsdm: Client) -> None:
    rows = rows_of_csv(ppsdm.get(f"/pusat/tren?tahun={YEAR}&format=csv"))
    figures = year_figures(YEAR)
    months = [row for row in rows if row["year"] == str(YEAR)]

    assert [row["month"] for row in months] == [str(month) for month in range(1, 13)]
    assert sum(Decimal(row["jp"]) for row in months) == figures.jp_total
    assert sum(int(row["completions"]) for row in months) == figures.completions
    assert max(int(row["reached"]) for row in months) <= figures.employees_reached
    assert sum(int(row["reached"]) for row in months) >= figures.employees_reached > 0


def test_trends_are_drawn_and_tabled(ppsdm: Client) -> None:
    page = read(ppsdm.get(f"/pusat/tren?tahun={YEAR + 1}"))
    rows = page.tables["JP menurut bulan"]
    kinds = {row[0]: number(row[2]) for row in page.tables["Alumni menurut jenis"][1:]}

    assert rows[0] == ["Bulan", str(YEAR + 1), str(YEAR)]
    assert sum(number(row[2]) for row in rows[1:]) == year_figures(YEAR).jp_total
    assert sum(kinds.values()) == year_figures(YEAR + 1).jp_total


def test_a_month_to_come_is_no_nought(ppsdm: Client) -> None:
    rows = read(ppsdm.get("/pusat/tren?tahun=2026")).tables["JP menurut bulan"]

    assert [row[1] == "–" for row in rows[1:]] == [False] * 11 + [True]


def test_the_month_that_is_not_over_is_drawn_and_named_so(ppsdm: Client) -> None:
    named = {"/pusat/tren": "JP menurut bulan", "/pimpinan": "JP menurut bulan", "/pusat": "JP menurut bulan pada 2026"}
    for address, caption in named.items():
        answers = [ppsdm.get(f"{address}?tahun={year}") for year in (2026, YEAR)]
        now, over = ("dot-open" in text or "bar-open" in text for text in (each.content.decode() for each in answers))
        months = [row[0] for row in read(answers[0]).tables[caption][1:]]

        assert (now, over) == (True, False), address
        assert [month for month in months if "(bulan berjalan)" in month] == [months[10]], address
        assert "bulan berjalan" not in answers[1].content.decode(), address


def test_the_hours_add_up_to_the_modules_completed(ppsdm: Client) -> None:
    page = read(ppsdm.get(f"/pusat/waktu?tahun={YEAR}"))
    table = page.tables["Modul selesai menurut hari dan jam"]
    rows = rows_of_csv(ppsdm.get(f"/pusat/waktu?tahun={YEAR}&format=csv"))
    modules = year_figures(YEAR).module_completions

    assert table[0] == ["Jam", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert sum(number(cell) for row in table[1:] for cell in row[1:]) == modules
    assert sum(int(value) for row in rows for name, value in row.items() if name != "weekday") == modules
    assert [row[2] for row in page.tables["Bagian pekan"][1:]] == ["42%", "32%", "29%", "26%"]
    assert sum(number(row[1].rstrip("%")) for row in page.tables["Bagian pekan"][1:]) in range(98, 103)


def test_years_without_anything_say_so(ppsdm: Client) -> None:
    found = {page: ppsdm.get(f"/pusat/{page}?tahun=1999").content.decode() for page in ("tren", "waktu", "kurang")}

    assert "Belum ada modul selesai di 1999" in found["waktu"]
    assert "Belum ada JP" in found["kurang"]
    assert 'd=""' in found["tren"] or "JP menurut bulan" in found["tren"]


def test_bands_hold_everybody_once(ppsdm: Client) -> None:
    page = read(ppsdm.get(f"/pusat/kurang?tahun={YEAR}"))
    bands = {row[0]: int(number(row[1])) for row in page.tables["Pegawai menurut kekurangan JP"][1:]}
    jp: dict[int, Decimal] = {}
    for employee_id, amount in PersonYear.objects.filter(year=YEAR).values_list("employee_id", "jp"):
        jp[employee_id] = jp.get(employee_id, Decimal(0)) + amount
    people = Employee.objects.filter(is_active=True)
    pns = [jp.get(each.pk, Decimal(0)) for each in people.filter(employment="pns")]

    assert bands == {
        "Belum ada JP": sum(each == 0 for each in pns),
        "Kurang lebih dari 15 JP": sum(0 < each < 5 for each in pns),
        "Kurang 10 sampai 15 JP": sum(5 <= each < 10 for each in pns),
        "Kurang 5 sampai 10 JP": sum(10 <= each < 15 for each in pns),
        "Kurang sampai 5 JP": sum(15 <= each < 20 for each in pns),
        "Sudah terpenuhi": sum(each >= 20 for each in pns),
        "Tanpa batas minimal (PPPK)": people.filter(employment="pppk").count(),
    }


def test_who_is_short_is_listed_with_most_to_go_first(ppsdm: Client) -> None:
    everybody = rows_of_csv(ppsdm.get(f"/pusat/kurang?tahun={YEAR}&format=csv"))
    band = rows_of_csv(ppsdm.get(f"/pusat/kurang?tahun={YEAR}&pita=to-10&format=csv"))
    missing = [Decimal(row["missing_jp"]) for row in everybody]

    assert list(everybody[0]) == COLUMNS
    assert missing == sorted(missing, reverse=True)
    assert min(missing) > 0
    assert [row for row in everybody if 5 < Decimal(row["missing_jp"]) <= 10] == band


def test_a_band_nobody_named_is_no_band(ppsdm: Client) -> None:
    answers = [ppsdm.get(f"/pusat/kurang?tahun={YEAR}&pita={band}&format=csv") for band in ("", "done", "x' OR 1=1")]

    assert len({answer.content for answer in answers}) == 1


def test_only_who_may_open_a_record_is_led_to_it() -> None:
    found = {
        viewer: any("/rapor/" in link for link in read(signed_in(viewer).get("/pusat/kurang")).links)
        for viewer in ("ppsdm", "pimpinan")
    }

    assert found == {"ppsdm": True, "pimpinan": False}


@pytest.mark.parametrize("unit", ["PPSDM", "BBPOM-PADANG"])
def test_a_units_kinds_add_up_to_its_year(ppsdm: Client, unit: str) -> None:
    figures = year_figures(YEAR, unit=Unit.objects.get(code=unit))
    tables = [read(ppsdm.get(f"{page}?tahun={YEAR}&unit={unit}")).tables for page in ("/unit", "/pusat/tren")]
    kinds = [each["Alumni menurut jenis"][1:] for each in tables]
    file = rows_of_csv(ppsdm.get(f"/pusat/tren?tahun={YEAR}&unit={unit}&format=csv&apa=jenis"))

    assert kinds[0] == kinds[1]
    assert sum(number(row[1]) for row in kinds[0]) == figures.completions
    assert sum(number(row[2]) for row in kinds[0]) == figures.jp_total > 0
    assert sum(Decimal(row["jp"]) for row in file if row["year"] == str(YEAR)) == figures.jp_total


@pytest.mark.parametrize("viewer", ["pengelola", "ppsdm", "pimpinan", "admin"])
def test_what_a_unit_links_to_opens(viewer: str) -> None:
    client = signed_in(viewer)
    links = {link for link in read(client.get(f"/unit?tahun={YEAR}")).links if link.startswith("/")}
    found = {link: client.get(link).status_code for link in links}

    assert {link: status for link, status in found.items() if status != 200} == {}
    assert any(link.startswith("/rapor/") for link in links) == (viewer in {"pengelola", "ppsdm"})


def test_what_is_remembered_for_one_leads_another_nowhere() -> None:
    found = [
        any(link.startswith("/rapor/") for link in read(signed_in(viewer).get("/unit?unit=BBPOM-PADANG")).links)
        for viewer in ("ppsdm", "pimpinan", "ppsdm")
    ]

    assert found == [True, False, True]


def test_modules_that_ask_for_a_hand(ppsdm: Client) -> None:
    before = rows_of_csv(ppsdm.get(f"/pusat/isi?tahun={YEAR}&format=csv"))
    [content] = ModuleContent.objects.order_by("pk")[:1]
    code = Module.objects.get(activity=content.activity_id).activity.code
    ModuleContent.objects.filter(activity=content.activity_id).delete()
    after = rows_of_csv(ppsdm.get(f"/pusat/isi?tahun={YEAR}&format=csv"))

    assert [code in {row["code"] for row in rows if row["finding"] == "empty"} for rows in (before, after)] == [
        False,
        True,
    ]
    assert {row["screens"] for row in after if row["finding"] == "empty"} == {"0"}
