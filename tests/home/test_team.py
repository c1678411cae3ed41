"""Tim saya: who is short, what each learns and is asked, one person's page, and who may open it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.base.lib import clock
from alur.catalogue.models import Activity, Kind
from alur.home.queries.beranda import beranda
from alur.home.queries.team import team
from alur.learning.models import Registration, ScreenRead, Session
from alur.learning.services.assigning import Target, Terms, assign
from alur.people.models import Employee
from tests import cast
from tests.home.conftest import place
from tests.home.reading import read
from tests.insight.world import activity
from tests.learning.house import NOW, TODAY, TONO, House, done, furnished

pytestmark = [pytest.mark.django_db, pytest.mark.both]
RINA = "197001011995032005"


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with furnished() as found:
        Employee.objects.filter(nip__in=[TONO, RINA]).update(supervisor=found.people.budi)
        Activity.objects.filter(code="M1").update(topics=["CPOB", "Label"])
        Activity.objects.filter(code="M2").update(topics=["BTP"])
        yield found


def ask(house: House, nip: str, code: str, days: int) -> None:
    assign(actor=house.actor(cast.BUDI), code=code, targets=[Target(nip=nip)], terms=Terms(TODAY + timedelta(days)))


def test_who_is_short_comes_first_with_what_she_learns_and_owes(house: House) -> None:
    done(cast.SARI, NOW)
    done(TONO, NOW, "M1")
    done(TONO, NOW, "M2")
    ask(house, cast.SARI, "M2", 3)
    page = read(house.client(cast.BUDI).get("/tim"))
    [(_caption, rows)] = page.tables.items()

    assert [row[0].strip() for row in rows[1:]] == ["Rina Dewi", "Sari Wulandari", "Tono Siregar"]
    assert [row[2] for row in rows[1:]] == ["20", "19", "18"]
    # Sari's one JP and the one assigned, or a year of them at her pace; nothing foretells anything of Rina.
    assert [row[3] for row in rows[1:]] == ["0", "2", "2"]
    assert [row[4] for row in rows[1:3]] == ["–", "CPOB, Label"]
    assert set(rows[3][4].split(", ")) == {"CPOB", "Label", "BTP"}
    assert [row[5] for row in rows[1:]] == ["–", "1 segera", "–"]
    assert (page.figures["Kurang JP"], page.figures["Punya tugas minggu ini"]) == ("3", "1")


def test_the_forecast_is_the_one_that_she_sees_herself(house: House) -> None:
    done(cast.SARI, NOW)
    ask(house, cast.SARI, "M2", 3)
    ask(house, cast.SARI, "M1", 3)
    [member] = team([house.people.sari], TODAY.year).members

    assert member.forecast == beranda(house.people.sari).forecast
    assert member.forecast is not None
    assert member.forecast.by_plan == Decimal(2)
    assert team([house.people.sari], TODAY.year - 1).members[0].forecast is None


@pytest.mark.parametrize(
    ("days", "state", "is_cancelled", "jp"),
    [
        (7, "placed", False, "3"),
        (7, "waiting", False, "0"),
        (7, "placed", True, "0"),
        (60, "placed", False, "0"),
        (-7, "placed", False, "0"),
    ],
)
def test_sessions_ahead_count_as_on_her_own_page(
    house: House, days: int, state: str, *, is_cancelled: bool, jp: str
) -> None:
    begin = NOW + timedelta(days)
    meeting = Session.objects.create(
        activity=activity(Kind.SESSION, "S1", Decimal(3)),
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        cancelled_at=NOW if is_cancelled else None,
    )
    Registration.objects.create(session=meeting, employee=house.people.sari, state=state, asked_at=NOW)
    hers = beranda(house.people.sari)
    [member, other] = sorted(
        team([house.people.sari, house.people.tono], TODAY.year).members, key=lambda each: each.row.employee.name
    )

    assert member.forecast == hers.forecast
    assert (hers.forecast.planned, other.forecast and other.forecast.planned) == (Decimal(jp), Decimal(0))


def test_what_is_overdue_is_told(house: House) -> None:
    ask(house, cast.SARI, "M1", 0)
    with clock.frozen_at(NOW + timedelta(days=2)):
        page = read(house.client(cast.BUDI).get("/tim"))
        hers = house.client(cast.BUDI).get(f"/tim/{cast.SARI}").content.decode()
    [(_caption, rows)] = page.tables.items()

    assert [row[5] for row in rows if row[0].startswith("Sari")] == ["1 lewat tenggat"]
    assert page.figures["Punya tugas lewat tenggat"] == "1"
    assert ("Lewat tenggat 24 November 2026" in hers, "dari atasan" in hers, "atasan Anda" in hers) == (
        True,
        True,
        False,
    )


def test_topics_tell_not_which_screens(house: House) -> None:
    module = Activity.objects.get(code="M1")
    sari = house.people.sari
    for number, days in ((1, 3), (2, 70)):
        ScreenRead.objects.create(
            id=f"00000000-0000-4000-8000-00000000000{number}",
            rid=number,
            employee_id=sari.pk,
            activity_id=module.pk if days < 60 else Activity.objects.get(code="M2").pk,
            content=1,
            screen=number,
            at=NOW - timedelta(days=days),
        )
    page = house.client(cast.BUDI).get(f"/tim/{cast.SARI}").content.decode()

    assert ("CPOB" in page, "BTP" in page, "/layar/" in page) == (True, False, False)


# Viewer → what Sari's page answers her.
PAGE = {
    cast.SARI: 302,
    cast.BUDI: 200,
    TONO: 404,
    "pengelola-a": 200,
    "pengelola-b": 404,
    "pusat": 200,
    "kurator": 404,
    "kepala": 404,
    "pranata": 404,
}


def test_who_opens_a_persons_page(house: House) -> None:
    found = {username: house.client(username).get(f"/tim/{cast.SARI}").status_code for username in PAGE}
    assert found == PAGE
    for odd in ("199912312025011009", "x", "%00", "9" * 500):
        assert house.client(cast.BUDI).get(f"/tim/{odd}").status_code == 404


@pytest.mark.parametrize("username", [cast.BUDI, "pengelola-a"])
def test_a_persons_page_offers_what_may_be_done(house: House, username: str) -> None:
    done(cast.SARI, NOW)
    page = house.client(username).get(f"/tim/{cast.SARI}").content.decode()
    assert ("Beri pujian" in page, f"/tugas/baru?untuk={cast.SARI}" in page) == (True, True)


def test_a_record_leads_back_to_where_its_reader_came_from(house: House) -> None:
    ways = {who: house.client(who).get(f"/rapor/{cast.SARI}").content.decode() for who in (cast.BUDI, "pengelola-a")}
    paths = {who: page.partition('<nav class="breadcrumb"')[2].partition("</nav>")[0] for who, page in ways.items()}

    assert [f'href="{each}"' in paths[cast.BUDI] for each in ("/tim", f"/tim/{cast.SARI}", "/unit")] == [
        True,
        True,
        False,
    ]
    assert [f'href="{each}"' in paths["pengelola-a"] for each in ("/tim", "/unit")] == [False, True]


def test_a_large_team_costs_no_more(house: House) -> None:
    budi = house.client(cast.BUDI)
    asked = []
    for count in (0, 60):
        for number in range(count):
            nip = f"19900101201401{number:04}"
            place(cast.employee(nip, f"Raden Ajeng {number}", house.people.balai_a, supervisor=house.people.budi))
            done(nip, NOW)
        with CaptureQueriesContext(connection) as queries:
            assert budi.get("/tim").status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 12
