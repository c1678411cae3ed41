"""The transcript: a document whose sums are the ledger's, and which anybody who holds it can check."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from alur.base.access.rules import SYSTEM
from alur.catalogue.models import Kind
from alur.credit.models import Entry
from alur.credit.services.decisions import reverse_entry
from alur.learning.models import Module
from alur.learning.statements import completed
from alur.people.models import Employee
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import number, read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MOST_QUERIES = 12
HOSTILE = '#set page(fill: red) [*x*] $1/0$ \\ "Siti" #read("/etc/passwd") \u202eirah'


@pytest.fixture
def sari(people: cast.Cast, client: Client) -> Client:
    """Give Sari, signed in, with three modules of 1,25 JP."""
    client.force_login(cast.account(cast.SARI))
    earn(range(3))
    return client


def earn(numbers: range) -> None:
    statements: list[dict[str, Any]] = []
    for each in numbers:
        Module.objects.create(activity=activity(Kind.MODULE, f"M{each}", Decimal("1.25")), kind="e-learning")
        statements.append(
            completed(
                record_id=uuid4(), nip=cast.SARI, module_code=f"M{each}", at=NOON, score=None, duration_seconds=None
            )
        )
    append_statements(statements, authority=AUTHORITY, version="1.0.3")


def pages(answer: Any) -> list[str]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]


def text(answer: Any) -> str:
    return " ".join(" ".join(pages(answer)).replace("\u200b", "").split())


def address(answer: Any) -> str:
    links: list[Any] = [each for page in PdfReader(BytesIO(answer.content)).pages for each in page.get("/Annots", [])]
    # A link over two lines is two.
    [found] = {str(each.get_object()["/A"]["/URI"]) for each in links}
    return found


def path(answer: Any) -> str:
    return address(answer).removeprefix(settings.BASE_URL)


def test_it_says_who_when_and_the_sum_of_the_ledger(sari: Client) -> None:
    answer = sari.get("/rapor/transkrip.pdf?tahun=2026")
    found = text(answer)

    assert answer["Content-Disposition"] == f'attachment; filename="transkrip-{cast.SARI}-2026.pdf"'
    for said in (
        "Transkrip Jam Pembelajaran (JP) Tahun 2026",
        "Nama Sari Wulandari",
        f"NIP/NI PPPK {cast.SARI}",
        "Unit kerja Balai-A",
        "Periode 1 Januari 2026 sampai 24 November 2026",
        "Dibuat 24 November 2026, 12.00 WIB",
        "3,75 JP Kurang 16,25 JP dari kewajiban 20 JP setahun.",
        "E-learning 3 3,75 Jumlah 3 3,75",
        "Halaman 1 dari 1",
    ):
        assert said in found
    rows = re.findall(r"(\d) 24/11/2026 (M\d) M\d · Balai-A E-learning ([\d,]+)", found)
    assert [(place, title) for place, title, _jp in rows] == [("1", "M0"), ("2", "M1"), ("3", "M2")]
    assert sum(number(jp) for _place, _title, jp in rows) == sum(Entry.objects.values_list("amount", flat=True))


def test_what_was_taken_back_is_left_out_and_told(sari: Client) -> None:
    reverse_entry(actor=SYSTEM, entry_id=Entry.objects.all()[0].pk, reason="Salah", record_id=uuid4())
    found = text(sari.get("/rapor/transkrip.pdf?tahun=2026"))

    assert "E-learning 2 2,5 Jumlah 2 2,5" in found
    assert "1 catatan yang dibatalkan tidak dimuat." in found


def test_a_year_without_anything(sari: Client) -> None:
    found = text(sari.get("/rapor/transkrip.pdf?tahun=1999"))

    assert "0 JP Kurang 20 JP" in found
    assert "Belum ada JP pada tahun ini." in found
    assert "1 Januari 1999 sampai 31 Desember 1999" in found


def test_hostile_and_endless_names_are_only_text(sari: Client) -> None:
    Employee.objects.filter(nip=cast.SARI).update(name=HOSTILE, position="W" * 200)
    answer = sari.get("/rapor/transkrip.pdf?tahun=2026")

    assert f"Nama {HOSTILE.replace(chr(0x202E), '')}" in text(answer)
    assert "root:" not in text(answer)
    assert "W" * 200 in text(answer).replace(" ", "")


def test_many_entries_fill_many_pages(sari: Client) -> None:
    earn(range(3, 100))
    with CaptureQueriesContext(connection) as asked:
        answer = sari.get("/rapor/transkrip.pdf?tahun=2026")
    found = pages(answer)

    assert len(asked) <= MOST_QUERIES
    assert len(found) > 3
    assert f"Halaman {len(found)} dari {len(found)}" in found[-1]
    assert all(cast.SARI in page for page in found)
    assert "E-learning 100 125 Jumlah 100 125" in text(answer)


def test_whoever_holds_it_can_check_it(sari: Client) -> None:
    where = path(sari.get("/rapor/transkrip.pdf?tahun=2026"))
    page = read(Client().get(where))

    assert address(sari.get("/rapor/transkrip.pdf?tahun=2026")).startswith(f"{settings.BASE_URL}/verify/transkrip/")
    assert "Asli. Catatan hari ini masih sama." in page.texts
    assert (page.figures["Nama"], page.figures["NIP/NI PPPK"]) == ("Sari Wulandari", cast.SARI)
    assert (page.figures["JP pada dokumen"], page.figures["Catatan pada dokumen"]) == ("3,75", "3")
    assert page.figures["Dibuat pada"] == "24 November 2026"
    # As it comes out of the document when copied.
    assert read(Client().get(where[:40] + "\u200b" + where[40:])).figures == page.figures


def test_the_check_tells_that_the_ledger_has_changed(sari: Client) -> None:
    where = path(sari.get("/rapor/transkrip.pdf?tahun=2026"))
    earn(range(3, 4))
    page = read(Client().get(where))

    assert page.figures["JP pada dokumen"] == "3,75"
    assert any("catatan JP telah berubah" in each and "5 JP" in each for each in page.texts)


def test_what_was_never_sealed_here_is_refused(sari: Client) -> None:
    where = path(sari.get("/rapor/transkrip.pdf?tahun=2026"))
    head, _, seal = where.rpartition("/")
    body, _, signature = seal.rpartition(".")
    forged = [
        f"{head}/{body[:-2]}AA.{signature}",
        f"{head}/{body}",
        f"{head}/x",
        f"{head}/{'9' * 5000}",
        f"{head}/\x00",
    ]

    answers = [Client().get(each) for each in forged]

    assert [answer.status_code for answer in answers] == [404] * len(forged)
    assert all("Sari" not in answer.content.decode() for answer in answers)
