"""What was looked for and not found: counted once a browser, grouped, without names, gone when it is written."""

from datetime import timedelta

import pytest
from django.test import Client

from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.models import Miss
from alur.knowledge.queries.missing import missed
from alur.knowledge.rules.missing import groups
from alur.knowledge.services.missing import KEPT_DAYS, forget_found, note_missing, settle_missing
from tests.cast import SARI, Cast, account, actor
from tests.knowledge.desk import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]
KURATOR = "198812122012121004"


@pytest.fixture
def curator() -> Actor:
    return actor(KURATOR, "kurator:BALAI-A")


def counted(text: str, times: int = 1) -> None:
    for _ in range(times):
        note_missing(text)


def test_searches_for_the_same_are_one(curator: Actor) -> None:
    counted("zirkonia kosmetik", 2)
    counted("berapa zirkonia dalam kosmetik", 3)
    counted("kalibrasi autoklaf", 4)

    assert [(each.text, each.times) for each in missed()] == [("zirkonia kosmetik", 5), ("kalibrasi autoklaf", 4)]


def test_an_abbreviation_is_what_it_stands_for() -> None:
    texts = ["sertifikat CDOB", "sertifikat cara distribusi obat yang baik", "sertifikat halal ekspor"]
    assert groups(texts) == [[0, 1], [2]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?!",
        "🙂",
        "siapa 198812122012121004",  # a NIP
        "telepon 0812-3456-7890",
        "budi@contoh.go.id",
        "\x00",
    ],
)
def test_what_names_somebody_or_says_nothing_is_not_kept(text: str) -> None:
    assert not note_missing(text)
    assert not Miss.objects.exists()


def test_what_finds_something_is_not_kept(people: Cast) -> None:
    assert not note_missing("segel")


def test_a_very_long_text_is_kept_in_part() -> None:
    assert note_missing("zirkonia " * 2_000)
    assert len(Miss.objects.get().text) <= 200


def test_what_is_written_or_long_ago_is_forgotten() -> None:
    counted("zirkonia")
    counted("autoklaf")
    Miss.objects.filter(text="zirkonia").update(text="segel")  # as if it had been written meanwhile
    assert forget_found() == 1
    with clock.frozen_at(NOW + timedelta(days=KEPT_DAYS + 1)):
        assert forget_found() == 1
    assert not Miss.objects.exists()


def test_a_browser_counts_once_and_names_nobody(people: Cast) -> None:
    client = Client()
    client.force_login(account(SARI))
    for _ in range(3):
        assert client.post("/cari/kosong", {"q": "zirkonia"}).status_code == 204
    assert Miss.objects.get().times == 1


def test_who_curates_nothing_sees_and_settles_nothing(people: Cast) -> None:
    counted("zirkonia")
    with pytest.raises(Problem):
        settle_missing(actor=actor(SARI), ids=[Miss.objects.get().pk])
    assert Miss.objects.exists()


def test_a_curator_puts_away_what_is_not_needed(curator: Actor) -> None:
    counted("zirkonia")
    settle_missing(actor=curator, ids=[Miss.objects.get().pk, 99_999])
    assert not Miss.objects.exists()


def test_the_pages_show_what_was_counted(people: Cast) -> None:
    counted("zirkonia <b>kosmetik</b>", 3)
    client = Client()
    client.cookies["bahasa"] = "id"
    client.force_login(account(KURATOR, "kurator:BALAI-A"))

    page = client.get("/kurasi/pencarian").content.decode()
    assert "zirkonia &lt;b&gt;kosmetik&lt;/b&gt;" in page
    assert "Dicari 3 kali" in page
    assert client.post("/kurasi/pencarian", {"id": ["x", str(Miss.objects.get().pk)]}).status_code == 302
    assert not Miss.objects.exists()

    figures = client.get("/kurasi/angka?format=csv").content.decode()
    assert "procedure,1,0,0,0,137" in figures.replace(";", ",")


@pytest.mark.parametrize("address", ["/kurasi/pencarian", "/kurasi/angka"])
def test_the_pages_are_for_curators(people: Cast, address: str) -> None:
    client = Client()
    client.force_login(account(SARI))
    assert client.get(address).status_code == 403
