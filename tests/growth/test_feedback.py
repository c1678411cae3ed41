"""Praise and advice: who may give them, what may stand in them, who reads them, how they are taken back."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.audit.models import Entry as Trail
from alur.base.lib.plain import cleaned
from alur.base.lib.problems import Problem
from alur.base.notify.models import Notice
from alur.credit.models import Entry
from alur.credit.services.decisions import reverse_entry
from alur.growth.models import Feedback, FeedbackKind
from alur.growth.services import LONGEST_TEXT, give_feedback, take_feedback_back
from alur.people.models import Employee
from tests import cast
from tests.learning.house import NOW, TONO, House, done, furnished

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> %(name)s {{ 7*7 }} ﷽'


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with furnished() as found:
        done(cast.SARI, NOW)
        yield found


def entry() -> UUID:
    return Entry.objects.get().pk


def say(client: Client, text: str = "", kind: str = "praise", **fields: Any) -> Any:
    return client.post(f"/rapor/catatan/{entry()}/kata", {"kata": text, "jenis": kind, **fields})


def test_praise_reaches_the_employee_and_stays_beside_her_jp(house: House) -> None:
    answer = say(house.client(cast.BUDI), "Kerja bagus, temuannya lengkap.")
    sari = house.client(cast.SARI)

    assert (answer.status_code, answer["Location"]) == (302, f"/tim/{cast.SARI}")
    for address in ("/", "/kabar"):
        page = sari.get(address).content.decode()
        assert ("memuji Anda atas “M1”" in page, "Kerja bagus, temuannya lengkap." in page) == (True, True)
        assert f'href="/rapor/catatan/{entry()}"' in page
    assert "Kerja bagus, temuannya lengkap." in sari.get(f"/rapor/catatan/{entry()}").content.decode()
    assert list(Trail.objects.filter(action="growth.give_feedback").values_list("target", flat=True)) == [
        f"entry:{entry()}"
    ]


def test_news_are_put_away_by_whose_they_are_alone(house: House) -> None:
    say(house.client(cast.BUDI))
    notice = Notice.objects.get()
    house.client(TONO).post(f"/kabar/{notice.pk}/baca")
    assert "memuji Anda" in house.client(cast.SARI).get("/").content.decode()
    for _ in range(2):
        assert house.client(cast.SARI).post(f"/kabar/{notice.pk}/baca").status_code == 302
    assert "memuji Anda" not in house.client(cast.SARI).get("/").content.decode()
    assert "memuji Anda" in house.client(cast.SARI).get("/kabar").content.decode()
    assert "memuji Anda" not in house.client(TONO).get("/kabar").content.decode()
    assert house.client(cast.SARI).post("/kabar/99999999999999999999999/baca").status_code == 302


# Viewer → whether she may say a word on what Sari completed.
MAY = {
    cast.SARI: False,
    cast.BUDI: True,
    TONO: False,
    "pengelola-a": True,
    "pengelola-b": False,
    "pusat": True,
    "kurator": False,
    "kepala": False,
    "pranata": False,
}


@pytest.mark.parametrize(("username", "may"), MAY.items())
def test_who_may_say_a_word(house: House, username: str, *, may: bool) -> None:
    client = house.client(username)
    found = [client.get(f"/rapor/catatan/{entry()}/kata").status_code, say(client, "Baik").status_code]

    assert found == ([200, 302] if may else [404, 404])
    assert Feedback.objects.count() == Notice.objects.count() == int(may)


def test_who_leaves_the_team_can_no_longer_be_spoken_to(house: House) -> None:
    budi = house.client(cast.BUDI)
    say(budi, "Baik")
    Employee.objects.filter(nip=cast.SARI).update(supervisor=None)

    assert say(budi, "Lagi").status_code == 404
    assert Feedback.objects.get().text == "Baik"


def test_said_again_it_is_changed(house: House) -> None:
    budi = house.client(cast.BUDI)
    say(budi)
    say(budi)
    house.client(cast.SARI).post(f"/kabar/{Notice.objects.get().pk}/baca")
    say(budi, "Coba juga modul lanjutan.", "advice")

    found = Feedback.objects.get()
    assert (found.kind, found.text) == ("advice", "Coba juga modul lanjutan.")
    assert "memberi Anda masukan" in house.client(cast.SARI).get("/").content.decode()
    assert Trail.objects.filter(action="growth.give_feedback").count() == 2


def test_two_people_each_have_their_word(house: House) -> None:
    say(house.client(cast.BUDI), "Satu")
    say(house.client("pusat"), "Dua")
    page = house.client(cast.SARI).get(f"/rapor/catatan/{entry()}").content.decode()

    assert ("Satu" in page, "Dua" in page, "Tarik tanggapan saya" in page) == (True, True, False)


def test_taken_back_it_is_gone_for_all(house: House) -> None:
    budi = house.client(cast.BUDI)
    say(budi, "Keliru orang")
    word = Feedback.objects.get()
    for other in (cast.SARI, "pusat"):
        assert house.client(other).post(f"/kata/{word.pk}/tarik").status_code == 404
    for _ in range(2):
        assert budi.post(f"/kata/{word.pk}/tarik").status_code == 302

    for address in ("/", "/kabar", f"/rapor/catatan/{entry()}"):
        assert "Keliru orang" not in house.client(cast.SARI).get(address).content.decode()
    assert Trail.objects.filter(action="growth.take_feedback_back").count() == 1
    say(budi, "Benar orang")
    assert Feedback.objects.filter(taken_back_at=None).get().text == "Benar orang"


def test_hostile_words_stay_words(house: House) -> None:
    say(house.client(cast.BUDI), HOSTILE)
    for username, address in ((cast.SARI, "/"), (cast.SARI, "/kabar"), (cast.BUDI, f"/tim/{cast.SARI}")):
        page = house.client(username).get(address).content.decode()
        assert ("<script>alert" in page, "<img src=x" in page) == (False, False)
        assert "&lt;script&gt;alert(1)" in page
        assert "%(name)s {{ 7*7 }}" in page


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", "advice", "Masukan perlu ditulis"),
        (" \n\t ", "advice", "Masukan perlu ditulis"),
        ("x" * (LONGEST_TEXT + 1), "praise", "501 karakter"),
        ("baik", "", "Pilih pujian atau masukan"),
        ("baik", "hina", "Pilih pujian atau masukan"),
        ("a\0b", "praise", "null"),
    ],
)
def test_what_does_not_fit_is_said_and_kept_in_the_form(house: House, text: str, kind: str, says: str) -> None:
    answer = say(house.client(cast.BUDI), text, kind)
    page = answer.content.decode()

    assert (answer.status_code, says in page, text.strip()[:100] in page) == (422, True, True)
    assert not Feedback.objects.exists()


def test_what_no_longer_counts_is_not_praised(house: House) -> None:
    taken_back = entry()
    reverse_entry(actor=house.actor("pusat"), entry_id=taken_back, reason="Keliru", record_id=uuid4())
    assert house.client(cast.BUDI).get(f"/rapor/catatan/{taken_back}/kata").status_code == 404
    gone = UUID(int=7)
    assert house.client(cast.BUDI).get(f"/rapor/catatan/{gone}/kata").status_code == 404
    with pytest.raises(Problem, match=r"."):
        give_feedback(actor=house.actor(cast.BUDI), entry_id=gone, kind=FeedbackKind.PRAISE, text="")
    with pytest.raises(Problem, match=r"."):
        take_feedback_back(actor=house.actor(cast.BUDI), id=7)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  a \r\n b ", "a\nb"), ("a\u202eb\u200bc\x07", "abc"), ("\n\n", ""), ("é ﷽ 🙂", "é ﷽ 🙂")],
)
def test_texts_are_cleaned(text: str, kept: str) -> None:
    assert cleaned(text) == kept


def test_pages_ask_little(house: House) -> None:
    say(house.client(cast.BUDI), "Baik")
    budi = house.client(cast.BUDI)
    for address in (f"/rapor/catatan/{entry()}/kata", f"/rapor/catatan/{entry()}", f"/tim/{cast.SARI}", "/kabar"):
        with CaptureQueriesContext(connection) as asked:
            assert budi.get(address).status_code == 200
        assert len(asked) <= 12, address
