"""Pimpinan: what one page says of a year is what the figures say, on the screen and on paper."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from alur.base.access.models import Account
from alur.insight.queries.trends import jp_by_month, units_compared
from alur.insight.queries.year import year_figures
from alur.insight.rules.briefing import change, part, spread, whole_months
from alur.people.models import Unit
from alur.people.queries.units import unit_tree
from alur.records.queries import remembered
from tests.home.reading import number, read, rows_of_csv

pytestmark = [pytest.mark.django_db, pytest.mark.both]

YEAR, MOST_QUERIES = 2022, 12
LABELS = ("JP per pegawai", "Pegawai terjangkau", "Mencapai 20 JP", "Total JP", "Alumni", "Sesi terlaksana")


@pytest.fixture
def pimpinan(demo: None) -> Client:
    """Give the demonstration's leader, signed in, in Indonesian."""
    client = Client()
    client.force_login(Account.objects.get(username="pimpinan"))
    client.cookies["bahasa"] = "id"
    return client


@pytest.mark.parametrize("unit", ["", "BBPOM-PADANG"])
def test_key_figures_are_the_report(pimpinan: Client, unit: str) -> None:
    page = read(pimpinan.get(f"/pimpinan?tahun={YEAR}&unit={unit}"))
    figures = year_figures(YEAR, unit=Unit.objects.get(code=unit) if unit else None)

    assert {label: number(page.figures[label]) for label in LABELS} == {
        "JP per pegawai": figures.jp_per_employee,
        "Pegawai terjangkau": figures.employees_reached,
        "Mencapai 20 JP": figures.employees_meeting_obligation,
        "Total JP": figures.jp_total,
        "Alumni": figures.completions,
        "Sesi terlaksana": figures.sessions_held,
    }
    months = page.tables["JP menurut bulan"][1:]
    assert [number(row[1]) for row in months] == jp_by_month(YEAR, unit=Unit.objects.filter(code=unit).first())


def test_units_far_from_the_mean_are_those_of_the_figures(pimpinan: Client) -> None:
    page = read(pimpinan.get(f"/pimpinan?tahun={YEAR}"))
    tree = unit_tree()
    rows = units_compared(YEAR, [each for each in tree if each.parent_id is None], among=tree)
    mean = year_figures(YEAR).jp_per_employee
    compared = sorted((row for row in rows if row.employees >= 5), key=lambda row: row.jp_per_employee)
    behind = [row for row in compared if row.jp_per_employee < mean * 3 / 4]
    ahead = [row for row in reversed(compared) if row.jp_per_employee > mean * 5 / 4]

    for title, expected in (("Jauh tertinggal", behind), ("Jauh di depan", ahead)):
        assert [(row[0], number(row[1]), number(row[2])) for row in page.tables[title][1:]] == [
            (row.unit.name, Decimal(row.employees), row.jp_per_employee) for row in expected[:5]
        ]
    assert any(text.startswith(f"{len(behind)} dari {len(compared)} unit tertinggal jauh") for text in page.texts)


def test_sentences_say_what_the_figures_say(pimpinan: Client) -> None:
    page = read(pimpinan.get("/pimpinan?tahun=2026"))
    figures = year_figures(2026)
    this, before = (sum(jp_by_month(year)[:10], Decimal(0)) for year in (2026, 2025))
    growth = (this - before) / before
    more = "lebih banyak" if growth > 0 else "lebih sedikit"
    meeting = figures.employees_meeting_obligation
    sentences = [text for text in page.texts if text.endswith(".")]

    assert (
        f"Pada 2026, {figures.employees_reached} pegawai telah belajar dari {figures.employees} pegawai yang aktif"
        f" sekarang ({round(figures.employees_reached / figures.employees * 100)}%)."
    ) in sentences
    # It is the 24th of November: October is the last whole month.
    assert (
        f"Sampai Oktober, JP yang diperoleh {round(abs(growth) * 100)}% {more} daripada bulan-bulan yang sama di 2025."
    ) in sentences
    assert (
        f"{meeting} pegawai ({round(meeting / figures.employees * 100)}%) sudah mencapai 20 JP;"
        f" {figures.employees - meeting} belum."
    ) in sentences


def test_the_sheet_is_one_page_with_the_same_words(pimpinan: Client) -> None:
    answer = pimpinan.get(f"/pimpinan?tahun={YEAR}&format=pdf")
    [page] = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(page.extract_text().replace("\u200b", "").split())
    shown = read(pimpinan.get(f"/pimpinan?tahun={YEAR}"))

    assert answer["Content-Disposition"] == f'attachment; filename="pimpinan-{YEAR}.pdf"'
    sentences = [each for each in shown.texts if re.match(r"(Pada|\d+ (pegawai|dari)) .*\.$", each)]
    assert len(sentences) == 3
    assert [each for each in sentences if each not in text] == []
    for label in LABELS:
        assert f"{label} {shown.figures[label]}" in text


def test_the_month_that_is_not_over_is_marked_on_paper(pimpinan: Client) -> None:
    texts = [
        PdfReader(BytesIO(pimpinan.get(f"/pimpinan?tahun={year}&format=pdf").content)).pages[0].extract_text()
        for year in (2026, YEAR)
    ]

    assert ["Nov (bulan berjalan)" in text for text in texts] == [True, False]


@pytest.mark.parametrize("unit", ["", "BBPOM-PADANG"])
def test_the_chart_has_its_numbers_as_a_file(pimpinan: Client, unit: str) -> None:
    page = read(pimpinan.get(f"/pimpinan?tahun={YEAR}&unit={unit}"))
    [address] = [link for link in page.links if "format=csv" in link]
    rows = {(row["year"], int(row["month"])): Decimal(row["jp"]) for row in rows_of_csv(pimpinan.get(address))}

    assert rows == {
        (year, month): number(cell)
        for month, row in enumerate(page.tables["JP menurut bulan"][1:], 1)
        for year, cell in zip((str(YEAR), str(YEAR - 1)), row[1:], strict=True)
    }


def test_long_names_and_many_units_stay_on_one_page(pimpinan: Client) -> None:
    Unit.objects.update(name="Direktorat Pemberdayaan Masyarakat dan Pelaku Usaha " * 3)
    answer = pimpinan.get(f"/pimpinan?tahun={YEAR}&format=pdf")

    assert len(PdfReader(BytesIO(answer.content)).pages) == 1


def test_a_year_without_anything_says_so(pimpinan: Client) -> None:
    assert "Belum ada JP pada 1999" in pimpinan.get("/pimpinan?tahun=1999").content.decode()
    assert pimpinan.get("/pimpinan?tahun=1999&format=pdf").status_code == 200


@pytest.mark.parametrize("unit", ["", "BBPOM-PADANG"])
def test_it_costs_few_queries_with_nothing_remembered(pimpinan: Client, unit: str) -> None:
    pimpinan.get("/pimpinan")
    remembered.place.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        pimpinan.get(f"/pimpinan?unit={unit}")

    assert len(asked) <= MOST_QUERIES


@dataclass(frozen=True)
class Stand:
    """A unit for the rule."""

    employees: int
    jp_per_employee: Decimal


def test_who_is_far() -> None:
    units = [
        Stand(people, Decimal(jp)) for people, jp in [(5, "7.5"), (5, "7.49"), (4, "0"), (9, "12.5"), (9, "12.51")]
    ]
    found = spread(units, Decimal(10))

    assert (found.behind, found.ahead, found.compared) == ([units[1]], [units[4]], 4)
    assert spread(units, Decimal(0)).behind == []


def test_what_is_compared() -> None:
    today = date(2026, 3, 31)
    assert [whole_months(year, today) for year in (2025, 2026, 2027)] == [12, 2, 0]
    assert (change(Decimal(3), Decimal(2)), change(Decimal(1), Decimal(0))) == (Decimal("0.5"), None)
    assert (part(1, 4), part(0, 0)) == (Decimal("0.25"), Decimal(0))
