"""Questions about a ledger entry: who asks, who answers, what both read, and what the pages say of it."""

import re
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.models import Account
from alur.base.audit.models import Entry as Trail
from alur.catalogue.models import Kind
from alur.credit.models import Entry, Message, Question
from alur.learning.models import Module
from alur.learning.statements import completed
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from tests import cast
from tests.home.conftest import NOON
from tests.home.reading import read
from tests.insight.world import activity

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MOST_QUERIES = 12
WHY = "Mengapa <b>hanya</b> 2 JP?\nSaya hadir penuh."
VIEWERS = {
    "sari": (cast.SARI, ()),
    "atasan": (cast.BUDI, ()),
    "pengelola": ("pengelola-a", ("pengelola:BALAI-A",)),
    "beside": ("pengelola-b", ("pengelola:BALAI-B",)),
    "kurator": ("kurator-a", ("kurator:BALAI-A",)),
    "ppsdm": ("pusat", ("ppsdm",)),
    "pimpinan": ("kepala", ("pimpinan",)),
    "admin": ("pranata", ("admin",)),
}


@pytest.fixture
def entry(people: cast.Cast) -> str:
    """Let Sari have earned 2 JP, and return the address of the entry."""
    for username, roles in VIEWERS.values():
        cast.account(username, *roles)
    earn("M1")
    return f"/rapor/catatan/{Entry.objects.get().pk}"


def earn(code: str) -> None:
    Module.objects.create(activity=activity(Kind.MODULE, code, Decimal(2)))
    statement = completed(
        record_id=uuid4(), nip=cast.SARI, module_code=code, at=NOON, score=None, duration_seconds=None
    )
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


def signed_in(viewer: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=VIEWERS[viewer][0]))
    return client


def message_id(client: Client, address: str) -> str:
    [found] = re.findall(r'name="id" value="([^"]+)"', client.get(address).content.decode())
    return str(UUID(found))


def say(viewer: str, address: str, deed: str, text: str = WHY, id: str = "") -> Any:
    return signed_in(viewer).post(f"{address}/{deed}", {"id": id or str(uuid4()), "text": text})


def test_a_question_is_answered_and_clear(entry: str) -> None:
    sari, manager = signed_in("sari"), signed_in("pengelola")
    asked = sari.post(f"{entry}/tanya", {"id": message_id(sari, entry), "text": WHY}, follow=True)
    home, listed = read(manager.get("/")), read(manager.get("/unit/pertanyaan"))
    answered = manager.post(f"{entry}/jawab", {"id": message_id(manager, entry), "text": "Sudah benar."}, follow=True)
    hers, her_home = read(sari.get(entry)), read(sari.get("/"))
    sari.post(f"{entry}/jelas")

    assert "Pertanyaan Anda sudah disampaikan kepada pengelola unit." in asked.content.decode()
    assert "Mengapa &lt;b&gt;hanya&lt;/b&gt; 2 JP?" in asked.content.decode()
    assert "1 pertanyaan tentang JP menunggu jawaban Anda" in home.texts
    assert [row[0] for row in listed.tables["Pertanyaan tentang JP"][1:]] == ["Sari Wulandari Balai-A"]
    assert f"{entry}#pertanyaan" in listed.links
    assert "Jawaban Anda tercantum di samping catatan." in answered.content.decode()
    assert {"Dijawab", "Sudah benar."} <= set(hers.texts)
    assert f"{entry}#pertanyaan" in her_home.links
    assert Question.objects.get().state == "closed"
    assert "Tidak ada pertanyaan yang menunggu" in read(manager.get("/unit/pertanyaan")).texts
    assert len(read(manager.get("/unit/pertanyaan?semua=1")).tables["Pertanyaan tentang JP"]) == 2
    assert f"{entry}#pertanyaan" not in read(sari.get("/")).links
    assert list(Trail.objects.filter(action__startswith="ledger.").values_list("action", flat=True)) == [
        "ledger.ask",
        "ledger.answer",
        "ledger.close",
    ]


def test_asked_again_it_waits_again(entry: str) -> None:
    for viewer, deed in (("sari", "tanya"), ("ppsdm", "jawab"), ("sari", "tanya")):
        say(viewer, entry, deed)

    assert (Question.objects.get().state, Message.objects.count()) == ("open", 3)


def test_sent_twice_it_is_said_once(entry: str) -> None:
    id = str(uuid4())
    answers = [say("sari", entry, "tanya", id=id) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, "a\x00b"])
def test_what_cannot_be_said_is_told_beside_the_field(entry: str, text: str) -> None:
    answer = say("sari", entry, "tanya", text=text)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Question.objects.count() == 0


def test_an_endless_talk_is_sent_elsewhere(entry: str) -> None:
    for _ in range(50):
        say("sari", entry, "tanya")
    answer = say("sari", entry, "tanya")

    assert answer.status_code == 422
    assert "Bicarakan langsung." in answer.content.decode()
    assert Message.objects.count() == 50


def test_who_asks_and_who_answers(entry: str) -> None:
    asked = {viewer: say(viewer, entry, "tanya").status_code for viewer in VIEWERS}
    answered = {viewer: say(viewer, entry, "jawab").status_code for viewer in VIEWERS}
    closed = {viewer: signed_in(viewer).post(f"{entry}/jelas").status_code for viewer in VIEWERS}
    lists = {viewer: signed_in(viewer).get("/unit/pertanyaan").status_code for viewer in VIEWERS}
    threads = {
        viewer: "Saya hadir penuh." in answer.content.decode()
        for viewer in VIEWERS
        if (answer := signed_in(viewer).get(entry)).status_code == 200
    }

    others = dict.fromkeys(VIEWERS, 404)
    assert asked == {**others, "sari": 302}
    assert answered == {**others, "pengelola": 302, "ppsdm": 302, "sari": 403, "atasan": 403}
    assert closed == {**others, "sari": 302}
    assert lists == {**dict.fromkeys(VIEWERS, 403), "pengelola": 200, "beside": 200, "ppsdm": 200}
    assert threads == {"sari": True, "atasan": False, "pengelola": True, "ppsdm": True}


def test_only_ones_own_units_questions_are_listed(entry: str) -> None:
    say("sari", entry, "tanya")

    assert "Tidak ada pertanyaan yang menunggu" in read(signed_in("beside").get("/unit/pertanyaan")).texts
    assert signed_in("beside").get("/unit/pertanyaan?unit=BALAI-A").status_code == 403
    assert "1 pertanyaan" not in signed_in("beside").get("/").content.decode()


def test_nobody_answers_herself(entry: str) -> None:
    account = Account.objects.get(username=cast.SARI)
    account.grants.create(role="ppsdm", scope="")
    say("sari", entry, "tanya")

    assert say("sari", entry, "jawab").status_code == 403
    assert "Tidak ada pertanyaan yang menunggu" in read(signed_in("sari").get("/unit/pertanyaan")).texts
    assert "menunggu jawaban Anda" not in signed_in("sari").get("/").content.decode()


def test_the_navigation_tells_how_many_wait(entry: str) -> None:
    before = {viewer: signed_in(viewer).get("/unit/pertanyaan/jumlah").status_code for viewer in VIEWERS}
    say("sari", entry, "tanya")
    after = {viewer: signed_in(viewer).get("/unit/pertanyaan/jumlah") for viewer in VIEWERS}
    told = {viewer: answer.content.decode() for viewer, answer in after.items() if answer.status_code == 200}

    assert before == dict.fromkeys(VIEWERS, 204)
    assert sorted(told) == ["pengelola", "ppsdm"]
    assert all("[data-count=unit]" in text and ">1<" in text for text in told.values())
    assert 'hx-get="/unit/pertanyaan/jumlah"' in signed_in("pengelola").get("/").content.decode()
    assert 'hx-get="/unit/pertanyaan/jumlah"' not in signed_in("sari").get("/").content.decode()


def test_questions_cost_the_same_whatever_their_number(entry: str) -> None:
    costs = []
    for count in (1, 30):
        for number in range(count):
            earn(f"N{count}-{number}")
        for each in Entry.objects.all():
            say("sari", f"/rapor/catatan/{each.pk}", "tanya")
        for viewer, page in (("pengelola", "/unit/pertanyaan"), ("pengelola", "/"), ("sari", "/"), ("sari", entry)):
            client = signed_in(viewer)
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            costs.append(len(asked))

    assert costs[:4] == costs[4:]
    assert max(costs) <= MOST_QUERIES
