"""The list of modules: its orders and filters, alone and together, and putting a module on one's list from there."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.catalogue.models import Activity, ActivityVersion, Kind
from alur.learning.models import Assignment, Module
from alur.learning.queries.popular import Ranks, order_of, related
from alur.people.models import Employee
from tests import cast
from tests.home.conftest import place
from tests.insight.world import activity
from tests.learning.desk import CONTENT, take_content
from tests.learning.house import NOW, House, furnished
from tests.learning.house import done as finished

pytestmark = [pytest.mark.django_db, pytest.mark.both]
YESTERDAY = NOW - timedelta(days=1)
# Code → kind, topics, minutes, JP in hundredths, published on. M1 and M2 are the house's own.
OFFERS: dict[str, tuple[str, list[str], int | None, int, date]] = {
    "M1": ("microlearning", ["CPOB"], 10, 100, date(2026, 1, 1)),
    "M2": ("e-learning", ["CPOB", "Label"], 60, 200, date(2026, 2, 1)),
    "M3": ("microlearning", ["Label"], 15, 50, date(2026, 3, 1)),
    "M4": ("e-learning", ["Arsip"], 120, 400, date(2026, 4, 1)),
    "M5": ("microlearning", [], None, 100, date(2026, 5, 1)),
}


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with furnished() as found:
        for code, (kind, topics, minutes, jp, published) in OFFERS.items():
            if code not in ("M1", "M2"):
                Module.objects.create(activity=activity(Kind.MODULE, code, Decimal(1)))
            Activity.objects.filter(code=code).update(topics=topics, published_on=published)
            ActivityVersion.objects.filter(activity__code=code).update(minutes=minutes, jp=Decimal(jp) / 100)
            Module.objects.filter(activity__code=code).update(kind=kind)
        yield found


def codes(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/modul?{query}").content.decode()
    return re.findall(r'<h2><a href="/modul/(\w+)"', page)


def colleagues(house: House, position: str, count: int) -> list[str]:
    nips = [f"19900101201401{number:04}" for number in range(count)]
    for nip in nips:
        place(cast.employee(nip, f"Rekan {nip[-2:]}", house.people.balai_b))
    Employee.objects.filter(nip__in=nips).update(position=position)
    return nips


def test_the_newest_come_first(house: House) -> None:
    assert codes(house.client(cast.SARI)) == ["M5", "M4", "M3", "M2", "M1"]


def test_what_can_be_begun_here_is_offered_before_what_is_taken_elsewhere(house: House) -> None:
    take_content(CONTENT)
    sari = house.client(cast.SARI)
    new = sari.get("/").content.decode().partition('id="baru"')[2]
    cards = sari.get("/modul").content.decode().split('<li class="card offer">')[1:]

    assert re.findall(r'href="/modul/(M\d)"', new) == ["M1", "M5", "M4"]
    assert ["diikuti di tempat lain" in card for card in cards] == [True, True, True, True, False]


def test_for_her_position_what_its_people_complete_then_its_topics_then_the_newest(house: House) -> None:
    Employee.objects.filter(nip=cast.SARI).update(position="Penguji")
    for nip in colleagues(house, "Penguji", 3):
        finished(nip, YESTERDAY, "M1")
    finished("199001012014010000", YESTERDAY, "M4")  # of one alone, which says nothing
    sari = house.client(cast.SARI)

    assert codes(sari, "urut=jabatan") == ["M1", "M2", "M5", "M4", "M3"]
    assert "dengan jabatan Penguji" in sari.get("/modul?urut=jabatan").content.decode()
    assert codes(house.client(cast.BUDI), "urut=jabatan") == ["M5", "M4", "M3", "M2", "M1"]
    assert "Belum cukup data" in house.client(cast.BUDI).get("/modul?urut=jabatan").content.decode()


def test_most_completed_counts_all_and_not_today(house: House) -> None:
    for nip in colleagues(house, "", 3):
        finished(nip, YESTERDAY, "M2")
    finished(cast.SARI, YESTERDAY, "M3")
    for nip in (cast.SARI, cast.BUDI):
        finished(nip, NOW, "M1")

    assert codes(house.client(cast.SARI), "urut=banyak") == ["M2", "M3", "M5", "M4", "M1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("menit=15", ["M3", "M1"]),
        ("menit=45", []),
        ("menit=90", ["M2"]),
        ("menit=91", ["M4"]),
        ("jp=1", ["M5", "M3", "M1"]),
        ("jp=2", ["M2"]),
        ("jp=3", ["M4"]),
        ("kind=microlearning&menit=15&jp=1&topic=CPOB", ["M1"]),
        ("kind=e-learning&topic=CPOB&urut=banyak", ["M2"]),
        ("topic=Label&jp=1&urut=jabatan", ["M3"]),
        ("menit=x&jp=%00&urut=1;drop&kind=y&topic=z", ["M5", "M4", "M3", "M2", "M1"]),
    ],
)
def test_filters_combine(house: House, query: str, found: list[str]) -> None:
    assert codes(house.client(cast.SARI), query) == found


def test_what_was_chosen_stays_chosen(house: House) -> None:
    page = house.client(cast.SARI).get("/modul?q=M&kind=microlearning&topic=Label&menit=15&jp=1&urut=banyak")
    chosen = re.findall(r'<option value="([^"]*)" selected>', page.content.decode())
    assert chosen == ["microlearning", "Label", "15", "1", "banyak"]


def enrol(client: Client, query: str) -> Any:
    return client.post("/modul/M1/ikuti", {"daftar": query})


def test_she_puts_a_module_on_her_list_from_the_list(house: House) -> None:
    sari = house.client(cast.SARI)
    answer = enrol(sari, "urut=banyak&menit=15&")
    page = sari.get(answer["Location"]).content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/modul?urut=banyak&menit=15")
    assert ("Sudah ada di daftar Anda." in page, "Di daftar Anda" in page) == (True, True)
    assert ('formaction="/modul/M3/ikuti"' in page, 'formaction="/modul/M1/ikuti"' in page) == (True, False)
    finished(cast.SARI, NOW, "M1")
    assert "Selesai 24/11/2026" in sari.get("/modul").content.decode()
    assert [each.employee_id for each in Assignment.objects.all()] == [house.people.sari.pk]


@pytest.mark.parametrize("query", ["", "//evil.example", "\r\nSet-Cookie: a=b", "q=%0d%0aX: y", "a" * 9_000, "\0"])
def test_the_way_back_leads_nowhere_else(house: House, query: str) -> None:
    answer = enrol(house.client(cast.SARI), query)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/modul")
    assert house.client(cast.SARI).get(answer["Location"]).status_code == 200


def test_who_is_no_employee_is_offered_no_list(house: House) -> None:
    assert "/ikuti" not in house.client("kurator").get("/modul").content.decode()


@pytest.mark.parametrize("query", ["", "urut=jabatan", "urut=banyak"])
def test_the_list_asks_little(house: House, query: str) -> None:
    sari = house.client(cast.SARI)
    with CaptureQueriesContext(connection) as asked:
        answer = sari.get(f"/modul?{query}", headers={"Accept-Encoding": "gzip"})
    assert (len(asked) <= 12, len(answer.content) <= 20_000) == (True, True)


def test_related_share_a_topic(house: House) -> None:
    ids = dict(Activity.objects.values_list("code", "pk"))
    assert set(related([ids["M1"]])) == {ids["M2"]}
    assert set(related([ids["M2"]])) == {ids["M1"], ids["M3"]}
    assert related([ids["M5"]]) == ()


@pytest.mark.parametrize(
    ("ranks", "order"),
    [
        (Ranks(), ""),
        (Ranks((3, 1)), "CASE a.id WHEN 3 THEN 0 WHEN 1 THEN 1 ELSE 3 END, "),
        (Ranks((3,), (4,)), "CASE a.id WHEN 3 THEN 0 ELSE CASE WHEN a.id IN (4) THEN 1 ELSE 2 END END, "),
    ],
)
def test_ranks_as_an_order(ranks: Ranks, order: str) -> None:
    assert order_of(ranks) == order


def test_assigning_to_somebody_offers_what_suits_her_position(house: House) -> None:
    Employee.objects.filter(nip=cast.SARI).update(position="Penguji")
    for nip in colleagues(house, "Penguji", 2):
        finished(nip, YESTERDAY, "M1")
    page = house.client(cast.BUDI).get(f"/tugas/baru?untuk={cast.SARI}").content.decode()
    offered = re.findall(r'name="modul" value="(\w+)"', page)

    assert offered == ["M1", "M2", "M5", "M4", "M3"]
