"""One figure, one place: what a page shows is what its file, the command line and the query say."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from alur.base.access.models import Account
from alur.cli.reports import year as report_year
from alur.credit.models import Entry
from alur.insight.queries.year import year_figures
from alur.people.models import Employee, Unit
from tests.home.reading import Reader, number, read, rows_of_csv

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("demo")]

# Table 1 as the source paper words it, and the figure that each row shows.
TABLE_1 = {
    "Jumlah kegiatan webinar/diskusi online": "sessions_held",
    "Jumlah modul pembelajaran pelatihan tidak terjadwal": "modules_published",
    "Jumlah pegawai yang telah memanfaatkan Alur": "employees_reached",
    "Jumlah alumni program pembelajaran / pelatihan": "completions",
    "alumni pelatihan tidak terjadwal": "module_completions",
    "alumni webinar/diskusi online": "session_completions",
    "Jumlah peserta evaluasi level 2 pelatihan (ujian online)": "exam_participants",
    "Total jam pembelajaran (JP) pegawai": "jp_total",
    "rata-rata per pegawai": "jp_per_employee",
    "rata-rata per pegawai yang memanfaatkan Alur": "jp_per_employee_reached",
    "Jumlah pengetahuan": "knowledge_items",
    "materi pelatihan": "training_materials",
    "hasil riset pendidikan": "research_reports",
}
Numbers = dict[str, Any]


@pytest.fixture
def signed_in(client: Client) -> Callable[[str], Client]:
    def sign_in(username: str) -> Client:
        client.force_login(Account.objects.get(username=username))
        return client

    return sign_in


def employee_behind(username: str) -> Employee:
    return Employee.objects.get(nip=Account.objects.get(username=username).subject)


def exactly(numbers: Numbers) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in numbers.items()}


def reported(year: int, unit: str | None) -> Numbers:
    arguments = [str(year), "--format", "json", *(["--unit", unit] if unit else [])]
    done = CliRunner().invoke(report_year, arguments, catch_exceptions=False)
    return dict(json.loads(done.stdout_bytes))


@pytest.mark.parametrize("unit", [None, "BBPOM-PADANG", "PPSDM"])
@pytest.mark.parametrize("year", [2022, 2026])
def test_table_1_is_the_report(signed_in: Callable[[str], Client], year: int, unit: str | None) -> None:
    query = f"tahun={year}" + (f"&unit={unit}" if unit else "")
    client = signed_in("ppsdm")
    shown = read(client.get(f"/pusat?{query}"))
    [file] = rows_of_csv(client.get(f"/pusat?{query}&format=csv"))
    of_unit = Unit.objects.get(code=unit) if unit else None
    figures, before = (exactly(year_figures(each, unit=of_unit).as_numbers()) for each in (year, year - 1))

    assert figures["jp_total"] > 0
    assert exactly(reported(year, unit)) == figures
    assert exactly(file) == figures
    header, *rows = shown.tables[f"Tabel 1. Capaian pembelajaran {year}"]
    assert header == ["Indikator", str(year), str(year - 1)]
    assert {label: (number(this), number(last)) for label, this, last in rows} == {
        label: (figures[name], before[name]) for label, name in TABLE_1.items()
    }
    assert (number(shown.figures["Total JP"]), number(shown.figures["Mencapai 20 JP"])) == (
        figures["jp_total"],
        figures["employees_meeting_obligation"],
    )


def test_months_and_units_add_up(signed_in: Callable[[str], Client]) -> None:
    shown = read(signed_in("ppsdm").get("/pusat?tahun=2022"))
    total = year_figures(2022).jp_total
    rows = shown.tables["Unit pada 2022"][1:]

    assert sum(number(value) for _month, value in shown.tables["JP menurut bulan pada 2022"][1:]) == total
    assert sum(number(row[4]) for row in rows) == total
    assert [row[0] for row in rows] == sorted(Unit.objects.filter(parent=None).values_list("name", flat=True))
    for name, *cells in rows:
        figures = year_figures(2022, unit=Unit.objects.get(name=name))
        assert [number(cell) for cell in cells] == [
            figures.employees,
            figures.employees_reached,
            figures.completions,
            figures.jp_total,
            figures.jp_per_employee,
        ]


def ring(page: Reader) -> Decimal:
    """Return the JP in the ring, which stands before its `dari 20 JP`."""
    return number(page.texts[page.texts.index("dari 20 JP") - 1])


def test_her_jp_is_the_same_everywhere(signed_in: Callable[[str], Client]) -> None:
    sari = employee_behind("pegawai")
    stored = sum(Entry.objects.filter(employee_id=sari.pk, year=2026).values_list("amount", flat=True), Decimal(0))
    found: dict[str, Decimal] = {}

    client = signed_in("pegawai")
    found["Beranda"] = ring(read(client.get("/")))
    record = read(client.get("/rapor"))
    found["figure of the record"] = number(record.figures["JP"])
    found["entries of the record"] = sum((number(row[3]) for row in record.tables["Catatan JP"][1:]), Decimal(0))
    found["file of the record"] = sum(
        (Decimal(row["jp"]) for row in rows_of_csv(client.get("/rapor?format=csv"))), Decimal(0)
    )
    client = signed_in("atasan")
    header, *people = read(client.get("/tim")).tables["Tim saya pada 2026"]
    hers = next(row for row in people if row[0].startswith(sari.name))
    found["team"] = number(hers[header.index("JP")].split()[0])
    team = rows_of_csv(client.get("/tim?format=csv"))
    found["file of the team"] = next(Decimal(row["jp"]) for row in team if row["nip"] == sari.nip)
    unit = rows_of_csv(signed_in("ppsdm").get(f"/unit?unit={sari.unit.code}&format=csv"))
    found["file of the unit"] = next(Decimal(row["jp"]) for row in unit if row["nip"] == sari.nip)

    assert stored > 0
    assert found == dict.fromkeys(found, stored)


def test_unit_shows_its_people_and_figures(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("pengelola")
    unit = employee_behind("pengelola").unit
    pages = [read(client.get(f"/unit?tahun=2022&hal={page}")) for page in (1, 2)]
    file = rows_of_csv(client.get("/unit?tahun=2022&format=csv"))
    figures = year_figures(2022, unit=unit)

    shown = [row for page in pages for row in page.tables["Pegawai pada 2022"][1:]]
    expected = [
        [row["name"], row["position"], *(Decimal(row[name]) for name in ("jp", "missing_jp", "modules", "sessions"))]
        for row in file
    ]
    assert [[name, position, *map(number, numbers)] for name, position, *numbers in shown] == expected[: len(shown)]
    here = Employee.objects.filter(is_active=True, unit__path__startswith=unit.path).order_by("name", "pk")
    assert [row["nip"] for row in file] == list(here.values_list("nip", flat=True))
    assert [
        number(pages[0].figures[label]) for label in ("Pegawai", "Terjangkau", "JP per pegawai", "Mencapai 20 JP")
    ] == [
        figures.employees,
        figures.employees_reached,
        figures.jp_per_employee,
        figures.employees_meeting_obligation,
    ]


def test_team_lists_the_shortest_first(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("atasan")
    file = rows_of_csv(client.get("/tim?tahun=2022&format=csv"))
    missing = [Decimal(row["missing_jp"]) for row in file]

    assert sorted(row["nip"] for row in file) == sorted(
        employee_behind("atasan").team.filter(is_active=True).values_list("nip", flat=True)
    )
    assert missing == sorted(missing, reverse=True)
    shown = read(client.get("/tim?tahun=2022")).tables["Tim saya pada 2022"][1:]
    assert [row[0] for row in shown] == [f"{row['name']} {row['position']}" for row in file]
