"""Stars and reports of mistakes: who may, what is shown from how many, and how an answer comes back."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.audit.models import Entry as Trail
from alur.learning.models import Draft, DraftState, MistakeReport, Module, Rating
from alur.learning.rules.opinions import MOST_OPEN_REPORTS, mean_stars
from tests import cast
from tests.home.conftest import place
from tests.learning.house import NOW, TONO, House, done, furnished

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PAGE, REPORT = "/modul/M1/pendapat", "/modul/M1/lapor"
HOSTILE = '<script>alert(1)</script>" onfocus=alert(2) %(title)s'


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with furnished() as found:
        yield found


def rate(client: Client, stars: object, text: str = "") -> Any:
    return client.post(PAGE, {"bintang": stars, "kata": text})


def report(client: Client, text: str = "Salah tulis", **fields: Any) -> Any:
    return client.post(REPORT, {"kekeliruan": text, "id": uuid4(), **fields})


def raters(house: House, stars: list[int]) -> None:
    for number, each in enumerate(stars):
        nip = f"19900101201401{number:04}"
        employee = cast.employee(nip, f"Rekan {number}", house.people.balai_b)
        place(employee)
        done(nip, NOW)
        Rating.objects.create(
            activity_id=Module.objects.get(activity__code="M1").pk,
            employee=employee,
            stars=each,
            text=f"Kata {each}-{number}",
            rated_at=NOW,
        )


def test_only_who_completed_it_gives_stars_and_may_change_them(house: House) -> None:
    sari = house.client(cast.SARI)
    assert "setelah menyelesaikannya" in sari.get(PAGE).content.decode()
    assert rate(sari, 5).status_code == 422
    done(cast.SARI, NOW)
    for stars, text in ((4, "Jelas"), (4, "Jelas"), (2, "")):
        assert rate(sari, stars, text).status_code == 302
    [found] = Rating.objects.all()
    module = Module.objects.get(activity__code="M1")

    assert (found.stars, found.text) == (2, "")
    assert (module.rating_count, module.rating_sum) == (1, 2)
    assert 'value="2" checked' in sari.get(PAGE).content.decode()
    trail = Trail.objects.filter(action="learning.rate_module")
    assert [each.detail for each in trail] == [{}, {}]


@pytest.mark.parametrize("stars", ["0", "6", "-1", "", "x", "4.5", "٤", "9" * 50])
def test_stars_are_one_to_five(house: House, stars: str) -> None:
    done(cast.SARI, NOW)
    assert rate(house.client(cast.SARI), stars).status_code == 422
    assert not Rating.objects.exists()


def test_who_is_no_employee_gives_none(house: House) -> None:
    assert rate(house.client("kurator"), 5).status_code == 403
    assert 'name="bintang"' not in house.client("kurator").get(PAGE).content.decode()


@pytest.mark.parametrize(("text", "says"), [("x" * 301, "301 karakter"), ("a\0b", "null")])
def test_words_that_do_not_fit_are_kept_in_the_form(house: House, text: str, says: str) -> None:
    done(cast.SARI, NOW)
    answer = rate(house.client(cast.SARI), 3, text)
    page = answer.content.decode()
    assert (answer.status_code, says in page.lower() or says in page, 'value="3" checked' in page) == (422, True, True)


def test_the_mean_is_shown_from_five_on(house: House) -> None:
    raters(house, [5, 5, 4, 3])
    done(cast.SARI, NOW)
    sari, curator = house.client(cast.SARI), house.client("kurator")
    for address in ("/modul/M1", PAGE):
        assert "penilaian</span>" not in sari.get(address).content.decode()
    assert "Kata 5-0" not in curator.get("/kurasi/modul/M1/riwayat").content.decode()
    rate(sari, 2, "Terlalu panjang")

    for address in ("/modul/M1", PAGE):
        page = sari.get(address).content.decode()
        assert ("<strong>3,8</strong>" in page, "dari 5 · 5 penilaian" in page) == (True, True)
    read = curator.get("/kurasi/modul/M1/riwayat").content.decode()
    assert ("<strong>3,8</strong>" in read, "Terlalu panjang" in read, "Kata 5-0" in read) == (True, True, True)
    assert "Sari" not in read
    assert "Terlalu panjang" not in house.client(TONO).get(PAGE).content.decode()


def test_a_report_reaches_curators_and_its_answer_the_reporter(house: House) -> None:
    sari, curator = house.client(cast.SARI), house.client("kurator")
    answer = report(sari, "Suhu tertulis 8, mestinya 2–8 °C.", layar="1", versi="1")
    [made] = MistakeReport.objects.all()
    assert (answer.status_code, answer["Location"]) == (302, "/modul/M1/layar/1")
    assert (made.screen, made.version, made.state) == (1, 1, "open")
    for address in ("/kurasi/modul", "/kurasi/laporan", f"/kurasi/laporan/{made.pk}"):
        assert "Suhu tertulis 8" in curator.get(address).content.decode(), address
    assert "Menunggu jawaban" in sari.get(PAGE).content.decode()

    sent = curator.post(f"/kurasi/laporan/{made.pk}", {"jawaban": "Sudah diperbaiki di versi 2."})
    assert (sent.status_code, sent["Location"]) == (302, "/kurasi/laporan")
    for address in ("/", PAGE):
        assert "Sudah diperbaiki di versi 2." in sari.get(address).content.decode(), address
    assert "Suhu tertulis" not in curator.get("/kurasi/laporan").content.decode()
    assert "Suhu tertulis" in curator.get("/kurasi/laporan?dijawab=1").content.decode()
    assert set(Trail.objects.values_list("action", flat=True)) >= {
        "learning.report_mistake",
        "learning.answer_report",
    }


def test_a_screen_is_answered_in_place(house: House) -> None:
    sari = house.client(cast.SARI)
    headers = {"HX-Request": "true"}
    wrong = sari.post(REPORT, {"kekeliruan": " ", "id": uuid4(), "layar": "2"}, headers=headers)
    right = sari.post(REPORT, {"kekeliruan": "Salah", "id": uuid4(), "layar": "2"}, headers=headers)

    assert (wrong.status_code, "Tulis dalam satu kalimat" in wrong.content.decode()) == (422, True)
    assert 'name="layar" value="2"' in wrong.content.decode()
    assert (right.status_code, "Terima kasih" in right.content.decode()) == (200, True)
    assert "<html" not in right.content.decode()


def test_sent_twice_it_is_one(house: House) -> None:
    sari, id = house.client(cast.SARI), uuid4()
    for _ in range(2):
        assert report(sari, id=id).status_code == 302
    assert MistakeReport.objects.count() == 1


def test_the_author_is_told(house: House) -> None:
    account = house.account(cast.BUDI)
    Draft.objects.create(
        id=UUID(int=3),
        code="M1",
        state=DraftState.PUBLISHED,
        body={},
        published_as=1,
        made_by=f"account:{account.pk}",
        made_at=NOW,
        changed_by=f"account:{account.pk}",
        changed_at=NOW,
    )
    report(house.client(cast.SARI))
    assert "melaporkan kekeliruan di “M1”" in house.client(cast.BUDI).get("/").content.decode()


def test_too_many_wait(house: House) -> None:
    sari = house.client(cast.SARI)
    for _ in range(MOST_OPEN_REPORTS):
        assert report(sari).status_code == 302
    answer = report(sari)
    assert (answer.status_code, "menunggu jawaban" in answer.content.decode()) == (422, True)
    assert report(house.client(TONO)).status_code == 302
    assert MistakeReport.objects.count() == MOST_OPEN_REPORTS + 1


@pytest.mark.parametrize(
    "fields",
    [
        {"kekeliruan": ""},
        {"kekeliruan": "x" * 1_001},
        {"kekeliruan": "a\0"},
        {"id": "x"},
        {"layar": "-1"},
        {"layar": "9" * 30},
        {"versi": "x"},
    ],
)
def test_bad_reports_are_refused(house: House, fields: dict[str, str]) -> None:
    answer = house.client(cast.SARI).post(REPORT, {"kekeliruan": "Salah", "id": uuid4(), **fields})
    assert (answer.status_code, MistakeReport.objects.exists()) == (422, False)


def test_hostile_words_stay_words(house: House) -> None:
    report(house.client(cast.SARI), HOSTILE)
    made = MistakeReport.objects.get()
    house.client("kurator").post(f"/kurasi/laporan/{made.pk}", {"jawaban": HOSTILE})
    for username, address in (
        (cast.SARI, PAGE),
        (cast.SARI, "/"),
        ("kurator", "/kurasi/laporan?dijawab=1"),
        ("kurator", f"/kurasi/laporan/{made.pk}"),
    ):
        page = house.client(username).get(address).content.decode()
        assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True), address


# Viewer → what the queue, a report on a module of BALAI-A and the same module's page of opinions answer.
MAY = {
    cast.SARI: (403, 403, 200),
    cast.BUDI: (403, 403, 200),
    "pengelola-a": (403, 403, 200),
    "pusat": (200, 200, 200),
    "kurator": (200, 200, 200),
    "kepala": (403, 403, 200),
    "pranata": (403, 403, 200),
}


def test_who_reads_reports(house: House) -> None:
    Module.objects.filter(activity__code="M1").update(unit=house.people.balai_a)
    report(house.client(cast.SARI))
    made = MistakeReport.objects.get()
    addresses = ("/kurasi/laporan", f"/kurasi/laporan/{made.pk}", PAGE)
    found = {name: tuple(house.client(name).get(each).status_code for each in addresses) for name in MAY}
    elsewhere = Client()
    elsewhere.force_login(cast.account("kurator-b", "kurator:BALAI-B"))

    assert found == MAY
    assert elsewhere.get(f"/kurasi/laporan/{made.pk}").status_code == 404
    assert elsewhere.post(f"/kurasi/laporan/{made.pk}", {"jawaban": "x"}).status_code == 404
    assert "Salah tulis" not in elsewhere.get("/kurasi/laporan").content.decode()


@pytest.mark.parametrize(("username", "may"), [(cast.SARI, False), ("kurator", True), ("pusat", True)])
def test_who_writes_the_module_is_led_to_its_results(house: House, username: str, *, may: bool) -> None:
    page = house.client(username).get("/modul/M1").content.decode()
    assert ('href="/modul/M1/evaluasi/hasil"' in page) is may


def test_pages_ask_little(house: House) -> None:
    done(cast.SARI, NOW)
    report(house.client(cast.SARI))
    made = MistakeReport.objects.get()
    for username, address in (
        (cast.SARI, "/modul/M1"),
        (cast.SARI, PAGE),
        (TONO, "/modul/M1"),
        ("kurator", "/kurasi/modul"),
        ("kurator", "/kurasi/laporan"),
        ("kurator", f"/kurasi/laporan/{made.pk}"),
        ("kurator", "/kurasi/modul/M1/riwayat"),
    ):
        client = house.client(username)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 12, address


@pytest.mark.parametrize(
    ("count", "total", "mean"), [(0, 0, None), (4, 20, None), (5, 19, "3.8"), (6, 20, "3.3"), (5, 25, "5.0")]
)
def test_means(count: int, total: int, mean: str | None) -> None:
    found = mean_stars(count, total)
    assert (None if found is None else str(found)) == mean
