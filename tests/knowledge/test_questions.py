"""What nobody found is asked once, answered by an item that all find, and told to whoever asked."""

import re

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM, Actor
from alur.base.audit.models import Entry
from alur.base.lib.problems import Problem
from alur.base.notify.models import Notice
from alur.knowledge.models import Question
from alur.knowledge.services import put_items
from alur.knowledge.services.questions import ANSWERED, CLOSED, MOST_OPEN, answer, answer_by, ask, close
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import BUDI, SARI, Cast, account, actor
from tests.knowledge.desk import NOW, item, row, told

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]
ASKED, ALIKE = "Bagaimana cara mengajukan tiket pusat data?", "cara pengajuan tiket ke pusat data"


@pytest.fixture
def curator() -> Actor:
    return actor("198812122012121004", "kurator:BALAI-A")


def test_the_same_question_is_one_and_like_ones_are_answered_together(people: Cast, curator: Actor) -> None:
    sari, budi = actor(SARI), actor(BUDI)
    first = ask(actor=sari, text=f"  {ASKED} ")
    assert ask(actor=sari, text=ALIKE).pk == first.pk
    other = ask(actor=budi, text=ALIKE)
    assert (Question.objects.count(), first.unit, other.stems) == (2, people.balai_a, first.stems)

    made = answer(actor=curator, id=other.pk, title="Tiket pusat data", body="Kirim **surel** ke meja layanan.")
    kept = item(made.activity.code)
    assert (kept.kind, kept.owner, kept.unit, kept.verified_by) == ("answer", people.tono, people.balai_b, curator.name)
    assert [hit.code for hit in search("surel meja layanan", limit=1, reader=EVERYTHING).hits] == [made.activity.code]
    assert set(Question.objects.values_list("item_id", "answered_at")) == {(kept.pk, NOW)}
    assert (told(SARI), told(BUDI)) == ([ANSWERED], [ANSWERED])
    notice = Notice.objects.get(recipient=SARI)
    assert (notice.values, notice.url) == ({"text": ASKED}, f"/pengetahuan/{made.activity.code}")
    assert rebuilding.check() == []
    written = Entry.objects.filter(target__startswith="question:").values_list("actor", "action")
    assert sorted(written) == sorted(
        [(sari.name, "knowledge.ask"), (budi.name, "knowledge.ask"), (curator.name, "knowledge.answer")]
    )
    with pytest.raises(Problem) as again:
        answer(actor=curator, id=first.pk, title="Lagi", body="Lagi.")
    assert again.value.code == "knowledge.answered_already"
    assert ask(actor=sari, text=ASKED).pk != first.pk  # answered, it may be asked anew


def test_it_is_answered_by_what_is_there_or_closed(curator: Actor) -> None:
    sari = actor(SARI)
    answer_by(actor=curator, id=ask(actor=sari, text="segel sampel?").pk, code="SOP")
    close(actor=curator, id=ask(actor=sari, text="makan siang?").pk, said="Bukan urusan dinas.")
    assert told(SARI) == [ANSWERED, CLOSED]
    assert list(Notice.objects.order_by("pk").values_list("url", "said")) == [
        ("/pengetahuan/SOP", ""),
        ("/tanya", "Bukan urusan dinas."),
    ]


def test_only_curators_of_whom_it_concerns_answer(people: Cast) -> None:
    asked = ask(actor=actor(SARI), text=ASKED)
    for who, code in (
        (actor(people.rina.nip, "kurator:BALAI-B"), "knowledge.no_question"),
        (actor(BUDI), "access.not_allowed"),
    ):
        with pytest.raises(Problem) as refused:
            answer(actor=who, id=asked.pk, title="T", body="B")
        assert refused.value.code == code
    assert Question.objects.get().answered_at is None


@pytest.mark.parametrize(
    ("text", "code"),
    [(" ", "knowledge.no_words"), ("🙂?", "knowledge.no_words"), ("tiket " * 60, "knowledge.too_long")],
)
def test_what_asks_nothing_is_refused(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        ask(actor=actor(SARI), text=text)
    assert (refused.value.code, refused.value.field) == (code, "q")
    assert not Question.objects.exists()


def test_nobody_floods_the_curators() -> None:
    sari = actor(SARI)
    for number in range(MOST_OPEN):
        ask(actor=sari, text=f"berkas nomor {number}")
    with pytest.raises(Problem) as refused:
        ask(actor=sari, text="berkas terakhir")
    assert refused.value.status == 429


def test_from_the_search_to_the_answer(client: Client, people: Cast) -> None:
    client.cookies["bahasa"] = "id"
    client.force_login(account(SARI))
    empty = client.get("/cari?q=tiket%20gudang").content.decode()
    assert "Tidak ditemukan" in empty
    [address] = re.findall(r'href="(/tanya\?q=[^"]+)"', empty)
    assert "tiket gudang</textarea>" in client.get(address).content.decode()
    assert "/tanya?q=segel" in client.get("/cari?q=segel").content.decode()  # quietly below what is found
    assert client.post("/tanya", {"q": "tiket gudang"}).headers["Location"] == "/tanya"
    assert client.post("/tanya", {"q": "  "}).status_code == 422
    assert "Menunggu jawaban" in client.get("/tanya").content.decode()
    number = Question.objects.get().pk
    assert client.get(f"/kurasi/pertanyaan/{number}").status_code == 403

    client.force_login(account(people.tono.nip, "kurator:BALAI-A"))
    assert f'href="/kurasi/pertanyaan/{number}"' in client.get("/kurasi/pengetahuan").content.decode()
    put_items(actor=SYSTEM, rows=[row("GUDANG", "Loket gudang", "procedure", "BALAI-A", SARI)])
    assert 'value="GUDANG"' in client.get(f"/kurasi/pertanyaan/{number}/dekat").content.decode()
    assert client.post(f"/kurasi/pertanyaan/{number}", {"judul": "Tiket", "jawaban": ""}).status_code == 422
    done = client.post(f"/kurasi/pertanyaan/{number}", {"judul": "Tiket gudang", "jawaban": "Minta di loket."})
    page = client.get(done.headers["Location"]).content.decode()
    assert ("Minta di loket." in page, "Tanya jawab" in page) == (True, True)
    assert client.post(f"/kurasi/pertanyaan/{number}/tutup", {"alasan": "x"}).status_code == 409
    assert client.get("/kurasi/pertanyaan/99999999999999999999").status_code == 404
