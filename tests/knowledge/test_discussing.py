"""Readers talk below an item; curators mark answers, which are found with the item, and hide what must not stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.rules import SYSTEM, Actor
from alur.base.audit.models import Entry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.knowledge.models import Comment
from alur.knowledge.services import put_items
from alur.knowledge.services.discussing import MARKED, MOST_AN_HOUR, SAID, change, hide, mark, say, take_back
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor, assemble
from tests.imports import empty_store
from tests.knowledge.desk import put_cast_items, row, told

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store():
        cast = assemble()
        put_cast_items(cast)
        yield cast


@pytest.fixture
def curator() -> Actor:
    return actor("kurator-balai", "kurator:BALAI-A")


@pytest.fixture
def lina(people: Cast) -> Actor:
    return actor(people.lina.nip)


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.code, hit.place) for hit in search(text, reader=EVERYTHING, limit=9).hits]


def test_an_answer_is_found_with_its_item_and_its_writer_is_told(curator: Actor, lina: Actor, people: Cast) -> None:
    made = say(actor=lina, code="SOP", text="Pakai lakban hologram.")
    assert (told(people.sari.nip), told(people.lina.nip), found("lakban hologram")) == ([SAID], [], [])

    mark(actor=curator, id=made.pk, is_answer=True)
    assert (told(people.lina.nip), found("lakban hologram")) == ([MARKED], [("SOP", f"#komentar-{made.pk}")])
    assert rebuilding.check() == []

    # In other words it is nobody's answer any more.
    change(actor=lina, id=made.pk, text="Pakai lakban perak.")
    assert found("lakban") == []
    mark(actor=curator, id=made.pk, is_answer=True)
    hide(actor=curator, id=made.pk, is_hidden=True)
    assert found("lakban") == []
    mark(actor=curator, id=made.pk, is_answer=True)
    assert Comment.objects.get().answer_at is None
    hide(actor=curator, id=made.pk, is_hidden=False)
    mark(actor=curator, id=made.pk, is_answer=True)
    take_back(actor=lina, id=made.pk)
    assert (found("lakban"), Comment.objects.count(), rebuilding.check()) == ([], 0, [])
    said = Entry.objects.filter(target=f"comment:{made.pk}").values_list("action", flat=True)
    assert set(said) == {
        *("knowledge.say", "knowledge.change_comment", "knowledge.mark_answer"),
        *("knowledge.hide_comment", "knowledge.show_comment", "knowledge.take_back_comment"),
    }


def test_the_same_said_twice_stands_once_and_too_much_waits(lina: Actor) -> None:
    assert {say(actor=lina, code="SOP", text="Sama.").pk for _ in range(3)} == {Comment.objects.get().pk}
    for number in range(MOST_AN_HOUR - 1):
        say(actor=lina, code="SOP", text=f"Kata {number}")
    with pytest.raises(Problem) as refused:
        say(actor=lina, code="SOP", text="Satu lagi")
    assert (refused.value.code, refused.value.status) == ("knowledge.too_many_comments", 429)
    with clock.frozen_at(clock.now() + timedelta(hours=1, seconds=1)):
        say(actor=lina, code="SOP", text="Satu lagi")


@pytest.mark.parametrize(("text", "problem"), [("  \n\x00", "knowledge.no_words"), ("x" * 2_001, "knowledge.too_long")])
def test_words_must_be_there_and_fit(lina: Actor, text: str, problem: str) -> None:
    with pytest.raises(Problem) as refused:
        say(actor=lina, code="SOP", text=text)
    assert refused.value.code == problem


def test_only_who_may_does(curator: Actor, lina: Actor, people: Cast) -> None:
    sari = actor(SARI)
    made = say(actor=lina, code="SOP", text="Milik Lina.")
    refusals: dict[str, Callable[[], object]] = {
        "another's words": lambda: change(actor=sari, id=made.pk, text="x"),
        "another's to take away": lambda: take_back(actor=sari, id=made.pk),
        "no curator marks": lambda: mark(actor=lina, id=made.pk, is_answer=True),
        "no curator hides": lambda: hide(actor=lina, id=made.pk, is_hidden=True),
        "no employee": lambda: say(actor=curator, code="SOP", text="x"),
        "not there": lambda: take_back(actor=sari, id=10**30),
    }
    codes = {}
    for name, act in refusals.items():
        with pytest.raises(Problem) as refused:
            act()
        codes[name] = refused.value.code
    assert codes == {
        "another's words": "knowledge.not_yours",
        "another's to take away": "knowledge.not_yours",
        "no curator marks": "access.not_allowed",
        "no curator hides": "access.not_allowed",
        "no employee": "knowledge.no_reader",
        "not there": "knowledge.no_comment",
    }
    assert (Comment.objects.get().text, Comment.objects.get().hidden_at) == ("Milik Lina.", None)


def test_below_what_she_may_not_read_nothing_is_there(lina: Actor, people: Cast) -> None:
    sari = actor(SARI)
    made = say(actor=lina, code="SEMUA", text="Rahasia.")
    narrow = replace(row("SEMUA", "Pelajaran segel", "lesson", "", ""), audience=["LOKA-A"])
    put_items(actor=SYSTEM, rows=[narrow])
    acts: list[Callable[[], object]] = [
        lambda: say(actor=sari, code="SEMUA", text="x"),
        lambda: take_back(actor=sari, id=made.pk),
    ]
    for act in acts:
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.status == 404


def signed_in(client: Client, username: str, *roles: str) -> Client:
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def test_on_the_page(client: Client, people: Cast) -> None:
    lina = signed_in(Client(), people.lina.nip)
    sari, curates = signed_in(Client(), SARI), signed_in(Client(), "kurator-loka", "kurator:BALAI-A")
    answer = lina.post("/pengetahuan/SOP/kata", {"kata": "<b>Apakah</b> dua kali?"})
    id = Comment.objects.get().pk
    assert answer["Location"] == f"/pengetahuan/SOP#komentar-{id}"
    assert "&lt;b&gt;Apakah&lt;/b&gt; dua kali?" in sari.get("/pengetahuan/SOP").content.decode()

    wrong = lina.post("/pengetahuan/SOP/kata", {"kata": "y" * 2_001})
    assert (wrong.status_code, "y" * 2_001 in wrong.content.decode()) == (422, True)
    wrong = lina.post(f"/komentar/{id}/ubah", {"kata": " "})
    assert wrong.status_code == 422
    assert curates.post(f"/komentar/{id}/putuskan", {"putusan": "jawaban"}).status_code == 302
    page = sari.get("/pengetahuan/SOP").content.decode()
    assert re.findall(r'<li id="komentar-\d+" class="([^"]*)"', page) == ["thread-marked"]

    assert curates.post(f"/komentar/{id}/putuskan", {"putusan": "sembunyi"}).status_code == 302
    seen = [each.get("/pengetahuan/SOP").content.decode() for each in (sari, lina, curates)]
    assert ["dua kali?" in each for each in seen] == [False, True, True]
    assert lina.post(f"/komentar/{id}/ubah", {"hapus": "1"}).status_code == 302
    assert Comment.objects.count() == 0


def test_few_queries_however_much_is_said(people: Cast, lina: Actor, curator: Actor) -> None:
    client = signed_in(Client(), SARI)
    client.get("/pengetahuan/SOP")
    counts = []
    for many in (1, 15):
        for number in range(many):
            made = say(actor=lina, code="SOP", text=f"{many} {number}")
            mark(actor=curator, id=made.pk, is_answer=True)
        with CaptureQueriesContext(connection) as queries:
            client.get("/pengetahuan/SOP")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES
