"""What a session handed out becomes a knowledge item in one step, once, and each leads to the other."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.lib import clock
from alur.base.lib.markdown import to_html
from alur.base.lib.problems import Problem
from alur.knowledge.models import How, Item, ItemVersion
from alur.learning.models import Session, SessionFile
from alur.learning.rules.handouts import Handout, Held, body
from alur.learning.services.session_items import make_item
from alur.learning.services.sessions import SessionRow, put_sessions
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor, assemble
from tests.imports import empty_store

pytestmark = [pytest.mark.django_db, pytest.mark.both]
START, END = datetime(2026, 3, 2, 2, tzinfo=UTC), datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store():
        cast = assemble()
        row = SessionRow("W1", "Penarikan [obat]", START, END, Decimal(2), unit_code="BALAI-A", speaker="Dr. Ani")
        assert [str(each) for each in put_sessions(actor=SYSTEM, rows=[row])] == ["created"]
        yield cast


def hand_out(title: str, ending: str = "pdf") -> None:
    values = {"stored": f"{title}.{ending}", "title": title, "size_bytes": 9, "added_at": clock.now()}
    SessionFile.objects.create(session=Session.objects.get(activity__code="W1"), **values)


def test_it_becomes_an_item_once_and_is_brought_up_to_what_is_handed_out() -> None:
    organiser = actor("pengelola-balai", "pengelola:BALAI-A")
    with pytest.raises(Problem) as refused:
        make_item(actor=organiser, code="W1")
    assert refused.value.code == "learning.nothing_handed_out"

    hand_out("Salindia")
    assert {make_item(actor=organiser, code="W1") for _ in range(2)} == {"SESI-W1"}
    item = Item.objects.select_related("activity", "unit").get()
    told = (item.activity.title, item.kind, item.unit and item.unit.code, str(item.created_on), item.verified_at)
    assert told == ("Penarikan [obat]", "material", "BALAI-A", "2026-03-02", None)
    assert "Disampaikan oleh Dr. Ani pada 2 Maret 2026." in item.body
    assert ItemVersion.objects.count() == 1
    assert [(each.stored, each.title) for each in item.files.all()] == [("Salindia.pdf", "Salindia")]

    hand_out("Lembar kerja")
    hand_out("Rekaman", "mp4")
    make_item(actor=organiser, code="W1")
    assert sorted(item.files.values_list("title", flat=True)) == ["Lembar kerja", "Salindia"]
    assert (ItemVersion.objects.count(), Item.objects.get().body.count("/sesi/W1/materi/")) == (2, 3)
    assert [hit.code for hit in search("lembar kerja", reader=EVERYTHING, limit=3).hits][:1] == ["SESI-W1"]
    assert rebuilding.check() == []


def test_what_somebody_has_written_since_stays() -> None:
    curator = actor("kurator-balai", "kurator:BALAI-A")
    hand_out("Salindia")
    make_item(actor=curator, code="W1")
    ItemVersion.objects.update(how=How.DRAFT)
    Item.objects.update(body="Ditulis ulang.")
    hand_out("Lembar kerja")
    assert make_item(actor=curator, code="W1") == "SESI-W1"
    assert Item.objects.get().body == "Ditulis ulang."


def test_only_who_holds_it_or_curates_there_may() -> None:
    hand_out("Salindia")
    for who in (actor(SARI), actor("pengelola-lain", "pengelola:BALAI-B"), actor("kurator-lain", "kurator:BALAI-B")):
        with pytest.raises(Problem) as refused:
            make_item(actor=who, code="W1")
        assert refused.value.code == "access.not_allowed"
    assert Item.objects.count() == 0


def test_each_page_leads_to_the_other(client: Client) -> None:
    hand_out("Salindia")
    client.force_login(account("pengelola-balai", "pengelola:BALAI-A"))
    client.cookies["bahasa"] = "id"
    assert "Jadikan pengetahuan" in client.get("/sesi/W1").content.decode()
    assert client.post("/sesi/W1/pengetahuan")["Location"] == "/pengetahuan/SESI-W1"
    assert 'href="/sesi/W1"' in client.get("/pengetahuan/SESI-W1").content.decode()
    client.force_login(account(SARI))
    page = client.get("/sesi/W1").content.decode()
    assert ('href="/pengetahuan/SESI-W1"' in page, "/sesi/W1/pengetahuan" in page) == (True, False)


def test_titles_and_addresses_are_words_and_addresses_alone() -> None:
    hostile = Handout("a](javascript:x) <b>*c*", "https://x.example/a b>(c)", "PDF")
    html = to_html(body(Held("t", "/sesi/W1", "2 Maret 2026", "_A_", "# bukan judul", [hostile], [])))
    html = html.replace(' rel="noopener noreferrer"', "")
    assert html == (
        "<p># bukan judul</p>\n"
        '<p>Disampaikan oleh _A_ pada 2 Maret 2026. <a href="/sesi/W1">Halaman sesi</a></p>\n'
        "<h2>Materi</h2>\n<ul>\n"
        '<li><a href="https://x.example/a%20b%3E(c)">a](javascript:x) &lt;b&gt;*c*</a> (PDF)</li>\n'
        "</ul>\n"
    )
