"""The pages of assignments: two taps for a supervisor, a list for everybody, nothing for who may not."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.catalogue.models import Kind
from alur.learning.models import Assignment, Module
from alur.learning.services.assigning import Target, Terms, assign
from alur.people.models import Employee
from tests import cast
from tests.home.conftest import place
from tests.insight.world import activity
from tests.learning.house import NEXT_WEEK, NOW, TODAY, TONO, House, done, furnished, sari_is_asked

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MOST_QUERIES, MOST_BYTES = 12, 20_000


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with furnished() as found:
        yield found


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {"tenggat": NEXT_WEEK.isoformat(), "modul": "M1", **fields})


def test_a_supervisor_assigns_in_two_taps(house: House) -> None:
    budi, sari = house.client(cast.BUDI), house.client(cast.SARI)
    page = budi.get(f"/tugas/baru?untuk={cast.SARI}&dari=tim").content.decode()
    answer = post(budi, f"/tugas/baru?untuk={cast.SARI}&dari=tim", wajib="on")

    assert ("Untuk Sari Wulandari" in page, 'name="modul" value="M1"' in page) == (True, True)
    assert (answer.status_code, answer["Location"]) == (302, "/tim")
    for address in ("/", "/tugas"):
        shown = sari.get(address).content.decode()
        assert ("Tenggat 1 Desember 2026" in shown, "Wajib" in shown, "dari atasan Anda" in shown) == (True, True, True)
    assert "Sari Wulandari" in budi.get("/tugas").content.decode()


def test_the_whole_team_and_ticked_people(house: House) -> None:
    Employee.objects.filter(nip=TONO).update(supervisor=house.people.budi)
    budi = house.client(cast.BUDI)
    post(budi, "/tugas/baru?kepada=tim", semua="1")
    assert {each.employee.nip for each in Assignment.objects.select_related("employee") if each.employee} == {
        cast.SARI,
        TONO,
    }
    post(budi, "/tugas/baru?kepada=tim", modul="M2", orang=[TONO, TONO])
    assert Assignment.objects.filter(activity__code="M2").count() == 1


def test_a_unit_manager_assigns_to_her_tree_alone(house: House) -> None:
    Employee.objects.filter(nip=cast.SARI).update(position="Penguji")
    manager = house.client("pengelola-a")
    page = manager.get("/tugas/baru").content.decode()
    assert ("Loka-A" in page, "Balai-B" in page, "Seluruh instansi" in page) == (True, False, False)
    assert post(manager, "/tugas/baru?kepada=unit", unit="BALAI-A", jabatan="Penguji").status_code == 302
    for unit, status in {"BALAI-B": 422, "": 422, "NONE": 422}.items():
        assert post(manager, "/tugas/baru?kepada=unit", unit=unit, modul="M2").status_code == status, unit
    assert post(manager, "/tugas/baru?kepada=unit", unit="BALAI-A", jabatan="Tidak ada", modul="M2").status_code == 422
    assert [(each.target, each.source) for each in Assignment.objects.all()] == [
        (f"unit:{house.people.balai_a.path}:Penguji", "unit")
    ]


@pytest.mark.parametrize("username", [cast.SARI, "kurator", "kepala", "pranata"])
def test_who_may_not_assign_is_not_offered_it(house: House, username: str) -> None:
    client = house.client(username)
    assert "/tugas/baru" not in client.get("/tugas").content.decode()
    assert "/tugas/baru" not in client.get("/modul/M1").content.decode()
    assert client.get("/tugas/baru").status_code == 403
    assert post(client, "/tugas/baru?kepada=unit", unit="").status_code == 403


def test_refusals_do_not_tell_what_there_is(house: House) -> None:
    given = sari_is_asked(house, Terms())
    tono = house.client(TONO)
    for address in (f"/tugas/{given.pk}", "/tugas/999999", "/tugas/99999999999999999999"):
        assert tono.get(address).status_code == 404
    assert tono.post(f"/tugas/{given.pk}/tarik").status_code == 404
    assert house.client(cast.BUDI).get(f"/tugas/baru?untuk={TONO}").status_code == 404
    given.refresh_from_db()
    assert given.withdrawn_at is None


def test_terms_are_changed_and_the_assignment_taken_back(house: House) -> None:
    given = sari_is_asked(house, Terms(TODAY))
    budi = house.client(cast.BUDI)
    assert "0 dari 1 sudah menyelesaikan" in budi.get(f"/tugas/{given.pk}").content.decode()
    assert budi.post(f"/tugas/{given.pk}", {"tenggat": "2026-12-31", "wajib": "on"}).status_code == 302
    for wrong in ("2026-13-01", "kapan-kapan", "2020-01-01", "9" * 500):
        assert budi.post(f"/tugas/{given.pk}", {"tenggat": wrong}).status_code == 422
    given.refresh_from_db()
    assert (given.due_on, given.is_mandatory) == (date(2026, 12, 31), True)
    done(cast.SARI, NOW)
    assert "1 dari 1 sudah menyelesaikan" in budi.get(f"/tugas/{given.pk}").content.decode()
    assert budi.post(f"/tugas/{given.pk}/tarik").status_code == 302
    assert "Dibatalkan" in budi.get(f"/tugas/{given.pk}").content.decode()


def test_she_puts_a_module_on_her_list_and_takes_it_off(house: House) -> None:
    sari = house.client(cast.SARI)
    for _ in range(2):
        assert sari.post("/modul/M1/ikuti")["Location"] == "/modul/M1"
    page = sari.get("/modul/M1").content.decode()
    assert "Di daftar Anda" in page
    [own] = Assignment.objects.all()
    sari.post(f"/tugas/{own.pk}/tarik")
    assert "Masukkan ke daftar saya" in sari.get("/modul/M1").content.decode()
    assert house.client("pusat").post("/modul/M1/ikuti").status_code == 403


@pytest.mark.parametrize(
    "query", ["untuk=%00", "kepada=x", "q=%00", "modul=%00", "unit=%FF", "hal=x", "untuk=" + "9" * 5_000, "jabatan=x"]
)
def test_odd_addresses_are_answered(house: House, query: str) -> None:
    for address in ("/tugas", "/tugas/baru"):
        assert house.client("pusat").get(f"{address}?{query}").status_code in (200, 404)


def test_pages_ask_little_whatever_there_is(house: House) -> None:
    budi = house.people.budi
    for number in range(60):
        sub = cast.employee(
            f"19900101201401{number:04}",
            f"{'Raden Ajeng Siti Nurhaliza ' * 4}{number}",
            house.people.balai_a,
            supervisor=budi,
        )
        place(sub)
        Module.objects.create(activity=activity(Kind.MODULE, f"X{number}", Decimal(1)))
    assign(actor=house.actor("pusat"), code="M1", targets=[Target()], terms=Terms(NEXT_WEEK))
    for number in range(40):
        team = [Target(nip=f"19900101201401{each:04}") for each in range(60)]
        assign(
            actor=house.actor(cast.BUDI),
            code=f"X{number}",
            targets=[*team, Target(nip=cast.BUDI)],
            terms=Terms(NEXT_WEEK),
        )
    agency = Assignment.objects.get(activity__code="M1")
    for username, addresses in {
        cast.BUDI: ["/", "/tugas", "/tugas/baru", "/tugas/baru?kepada=tim", "/modul/M1"],
        "pusat": ["/tugas", "/tugas/baru?kepada=unit", f"/tugas/{agency.pk}"],
    }.items():
        client = house.client(username)
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address, headers={"Accept-Encoding": "gzip"})
            assert (answer.status_code, len(asked) <= MOST_QUERIES) == (200, True), (address, len(asked))
            assert len(answer.content) <= MOST_BYTES, address


def test_a_search_among_the_modules_keeps_what_was_chosen(house: House) -> None:
    Employee.objects.filter(nip=TONO).update(supervisor=house.people.budi)
    budi = house.client(cast.BUDI)
    answer = post(budi, "/tugas/baru?kepada=tim", q="m2", cari="1", orang=[TONO], wajib="on", modul="")
    page = answer.content.decode()

    assert (answer.status_code, Assignment.objects.count()) == (200, 0)
    assert f'value="{TONO}" checked' in page
    assert (f'value="{cast.SARI}" checked' in page, f'value="{NEXT_WEEK.isoformat()}"' in page) == (False, True)
    assert ('name="modul" value="M2"' in page, 'name="modul" value="M1"' in page) == (True, False)
    assert re.search(r'name="wajib"[^>]*checked', page)
    whole = post(budi, "/tugas/baru?kepada=tim", q="x" * 5_000, cari="1", semua="1", tenggat="kapan")
    assert (whole.status_code, 'name="semua" value="1" checked' in whole.content.decode()) == (200, True)
    unit = post(house.client("pengelola-a"), "/tugas/baru?kepada=unit", q="\0", cari="1", unit="LOKA-A")
    assert '<option value="LOKA-A" selected>' in unit.content.decode()


def test_what_is_no_longer_offered_does_not_vanish_silently(house: House) -> None:
    given = sari_is_asked(house, Terms(NEXT_WEEK))
    sari, budi = house.client(cast.SARI), house.client(cast.BUDI)
    Module.objects.filter(activity__code="M1").update(is_archived=True)
    page = sari.get("/tugas").content.decode()

    assert ("Tidak diminta lagi" in page, "Ditarik" in page, "tidak lagi ditawarkan" in page) == (True, True, True)
    assert "Pernah diminta dari Anda" in sari.get("/modul/M1").content.decode()
    assert "Modul ini tidak lagi ditawarkan." in budi.get(f"/tugas/{given.pk}").content.decode()
    assert "Tenggat" not in sari.get("/").content.decode()
    Module.objects.filter(activity__code="M1").update(is_archived=False)
    assert "Tenggat 1 Desember 2026" in sari.get("/").content.decode()


def test_who_is_no_longer_asked_is_told(house: House) -> None:
    given = sari_is_asked(house, Terms(NEXT_WEEK))
    for _ in range(2):
        house.client(cast.BUDI).post(f"/tugas/{given.pk}/tarik")
    sari = house.client(cast.SARI)
    assert sari.get("/").content.decode().count("menarik tugas “M1” dari Anda") == 2  # the sentence, and its button
    sari.post("/modul/M2/ikuti")
    sari.post(f"/tugas/{Assignment.objects.get(activity__code='M2').pk}/tarik")
    assert "M2” dari Anda" not in sari.get("/").content.decode()


def test_the_navigation_is_told_how_much_presses(house: House) -> None:
    sari = house.client(cast.SARI)
    assert (sari.get("/tugas/jumlah").status_code, sari.get("/tugas/jumlah").content) == (204, b"")
    sari_is_asked(house, Terms(NEXT_WEEK))
    sari.post("/modul/M2/ikuti")  # without a day, so that it never presses
    answer = sari.get("/tugas/jumlah")

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, max-age=60")
    assert re.search(r'hx-swap-oob="innerHTML:\[data-count=tugas\]">1<', answer.content.decode())
    assert 'hx-get="/tugas/jumlah"' in sari.get("/").content.decode()
    assert house.client("kurator").get("/tugas/jumlah").status_code == 204
    with CaptureQueriesContext(connection) as asked:
        sari.get("/tugas/jumlah")
    assert len(asked) <= 5


def test_the_number_is_kept_for_its_viewer_alone(house: House) -> None:
    sari_is_asked(house, Terms(NEXT_WEEK))
    for username in (cast.SARI, cast.BUDI):
        assert "Cookie" in house.client(username).get("/tugas/jumlah")["Vary"]
