"""Writing items: begun once, saved without losing anybody's text, published by a curator, and found at once."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.base.lib import clock
from alur.knowledge.models import Draft, DraftCopy, Item, ItemVersion, Opinion
from alur.knowledge.services import put_items
from alur.knowledge.services.audience import put_audiences
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.reading import say_still_true
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor
from tests.knowledge.desk import item, row, told

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]
MOST_QUERIES = 12
GOOD = {
    "title": "Memasang hologram",
    "kind": "procedure",
    "language": "id",
    "topics": "Label",
    "source": "",
    "why": "",
    "body": "## Langkah\n\n1. Bersihkan **permukaan**.\n2. Tempel hologram.",
}


@pytest.fixture
def sari() -> Client:
    return signed_in(SARI)


@pytest.fixture
def curator() -> Client:
    return signed_in("kurator-a", "kurator:BALAI-A")


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def begun(client: Client, title: str = "Memasang hologram") -> Draft:
    id = uuid4()
    for _ in range(2):
        answer = client.post("/tulis", {"id": str(id), "title": title})
        assert (answer.status_code, answer["Location"]) == (302, f"/tulis/{id}")
    return Draft.objects.get(pk=id)


def save(client: Client, draft: Draft, revision: int | None = None, **fields: Any) -> str:
    values = {**GOOD, **fields, "revision": draft.revision if revision is None else revision}
    return client.post(f"/tulis/{draft.pk}/simpan", values, headers={"HX-Request": "true"}).content.decode()


def asked(client: Client, draft: Draft) -> Any:
    draft.refresh_from_db()
    return client.post(f"/tulis/{draft.pk}/minta", {"revision": draft.revision})


def published(client: Client, draft: Draft, version: int = 0) -> Any:
    draft.refresh_from_db()
    values = {"revision": draft.revision, "versi": version, "terbit": "1"}
    return client.post(f"/tulis/{draft.pk}/putuskan", values)


def changing(client: Client, code: str, **fields: Any) -> Draft:
    answer = client.post(f"/pengetahuan/{code}/sunting", {"id": str(uuid4())})
    draft = Draft.objects.get(pk=answer["Location"].split("/")[2])
    save(client, draft, **fields)
    draft.refresh_from_db()
    return draft


def found(text: str) -> list[str]:
    return [hit.code for hit in search(text, limit=9, reader=EVERYTHING).hits]


def test_from_a_title_to_what_everybody_finds(sari: Client, curator: Client, people: Cast) -> None:
    before = Entry.objects.filter(action__startswith="knowledge.").count()
    draft = begun(sari)
    assert "Tersimpan pukul" in save(sari, draft)
    assert asked(sari, draft).status_code == 302
    assert (found("hologram"), published(sari, draft).status_code) == ([], 403)
    for _ in range(2):
        assert published(curator, draft)["Location"] == "/pengetahuan/TL-2026-00001"
    new = item("TL-2026-00001")
    assert (new.body, new.author, new.owner, new.unit) == (GOOD["body"], people.sari, people.sari, people.balai_a)
    assert (new.verified_by != "", new.created_on, found("hologram")) == (True, clock.today(), ["TL-2026-00001"])
    assert (rebuilding.check(), told(SARI)) == ([], ["knowledge.published"])
    version = ItemVersion.objects.get(item=new)
    assert (version.how, version.made_by, version.approved_by) == ("draft", draft.made_by, new.verified_by)
    acts = Entry.objects.filter(action__startswith="knowledge.").order_by("pk").values_list("action", flat=True)
    assert list(acts)[before:] == [
        "knowledge.begin_draft",
        "knowledge.save_draft",
        "knowledge.ask_review",
        "knowledge.verify",
        "knowledge.publish_draft",
    ]


def test_readers_keep_the_approved_text_until_another_is(sari: Client, curator: Client) -> None:
    draft = changing(sari, "SOP", body="Segel diganti hologram.", why="Aturan baru")
    asked(sari, draft)
    assert (item("SOP").body, found("hologram")) == ("Segel dipasang dua kali.", [])
    page = curator.get(f"/tulis/{draft.pk}/tinjau").content.decode()
    assert "<del>" in page
    assert published(curator, draft, version=1).status_code == 302
    assert (item("SOP").body, found("hologram")) == ("Segel diganti hologram.", ["SOP"])
    last = ItemVersion.objects.get(item__activity__code="SOP", number=2)
    assert (last.why, Draft.objects.get().published_as) == ("Aturan baru", 2)


def test_what_is_given_back_says_why_and_is_written_on(sari: Client, curator: Client) -> None:
    draft = begun(sari)
    save(sari, draft)
    assert curator.get(f"/tulis/{draft.pk}/tinjau").status_code == 404  # hers alone until she asks
    asked(sari, draft)
    assert "Memasang hologram" in curator.get("/kurasi/tulisan").content.decode()
    assert curator.post(f"/tulis/{draft.pk}/putuskan", {"said": " "}).status_code == 422
    curator.post(f"/tulis/{draft.pk}/putuskan", {"said": "Sebutkan dasarnya."})
    assert (told(SARI), "Sebutkan dasarnya." in sari.get(f"/tulis/{draft.pk}").content.decode()) == (
        ["knowledge.given_back"],
        True,
    )
    assert Item.objects.count() == 3


def test_a_curator_publishes_her_own_and_is_not_who_verifies_it() -> None:
    tono = signed_in("198812122012121004", "kurator:BALAI-B")
    draft = begun(tono)
    save(tono, draft)
    assert published(tono, draft).status_code == 302
    assert item("TL-2026-00001").verified_at is None


def test_who_may_decide_and_see(sari: Client, people: Cast) -> None:
    draft = begun(sari)
    save(sari, draft)
    asked(sari, draft)
    for username, roles, status in (
        (people.lina.nip, (), 404),
        ("kurator-b", ("kurator:BALAI-B",), 404),
        ("kurator-loka", ("kurator:LOKA-A",), 404),
        ("kurator-semua", ("kurator",), 302),
    ):
        assert published(signed_in(username, *roles), draft).status_code == status, username
    nobody = signed_in("tanpa-nip")
    assert (nobody.get("/tulis").status_code, sari.get("/kurasi/tulisan").status_code) == (403, 403)


def test_of_two_places_where_one_draft_is_written_nothing_is_lost(sari: Client) -> None:
    draft = begun(sari)
    save(sari, draft, body="Dari kantor")
    answer = save(sari, draft, body="Dari rumah")
    assert ("Tidak ada yang hilang" in answer, 'id="revision"' in answer) == (True, False)
    copy = DraftCopy.objects.get()
    draft.refresh_from_db()
    assert (draft.body["body"], copy.body["body"]) == ("Dari kantor", "Dari rumah")
    sari.post(f"/tulis/{draft.pk}/salinan", {"salinan": copy.pk, "revision": draft.revision})
    draft.refresh_from_db()
    assert (draft.body["body"], DraftCopy.objects.get().body["body"]) == ("Dari rumah", "Dari kantor")


def test_who_publishes_sees_what_others_changed_meanwhile(sari: Client, curator: Client) -> None:
    draft = changing(sari, "SOP", body="Segel diganti hologram.")
    asked(sari, draft)
    put_items(actor=SYSTEM, rows=[row("SOP", "Cara menyegel", "procedure", "BALAI-A", SARI, body="Lain lagi.")])
    assert published(curator, draft, version=1).status_code == 409
    page = curator.get(f"/tulis/{draft.pk}/tinjau").content.decode()
    assert "berubah setelah draf dimulai" in page
    assert published(curator, draft, version=2).status_code == 302
    assert ItemVersion.objects.filter(item__activity__code="SOP").count() == 3


def test_what_cannot_be_right_is_told_and_kept(sari: Client) -> None:
    draft = begun(sari)
    body = '# A\n<script>alert(1)</script><img src=x onerror="alert(2)"> akhir'
    answer = save(sari, draft, body=body, topics="Labell; label", kind="rahasia", title="")
    for words in ("kode program", "Belum ada pengetahuan dengan topik “Labell”", "Jenis pengetahuan itu tidak ada"):
        assert words in answer
    assert ("<script>" in answer, "onerror" in answer, "akhir" in answer) == (False, False, True)
    draft.refresh_from_db()
    assert (draft.body["body"], draft.body["topics"]) == (body, "Labell; label")
    assert asked(sari, draft).status_code == 422


def test_five_megabytes_are_refused_with_words_and_lose_nothing(sari: Client) -> None:
    draft = begun(sari)
    save(sari, draft)
    large = "Kalimat yang panjang. " * 240_000
    answer = sari.post(f"/tulis/{draft.pk}", {**GOOD, "body": large, "revision": 2})
    assert (answer.status_code, "tidak" in answer.content.decode()) == (413, True)
    middle = "Kalimat yang panjang. " * 60_000
    page = sari.post(f"/tulis/{draft.pk}", {**GOOD, "body": middle, "revision": 2})
    assert (page.status_code, middle in page.content.decode()) == (413, True)
    draft.refresh_from_db()
    assert draft.body["body"] == GOOD["body"]


def test_put_away_it_is_taken_up_again(sari: Client) -> None:
    draft = begun(sari)
    sari.post(f"/tulis/{draft.pk}/buang")
    assert "Memasang hologram" in sari.get("/tulis").content.decode()
    sari.post(f"/tulis/{draft.pk}/buang", {"kembali": "1"})
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_says_nearly_the_same_is_shown_while_writing(sari: Client) -> None:
    body = " ".join(f"Petugas nomor {number} menyegel sampel beku di gudang." for number in range(9))
    put_items(actor=SYSTEM, rows=[row("BEKU", "Menyegel sampel beku", "lesson", "", "", body=body)])
    draft = begun(sari, "Sampel beku disegel")
    save(sari, draft, title="Sampel beku disegel", body=body.replace("gudang", "ruang"))
    page = sari.get(f"/tulis/{draft.pk}/mirip").content.decode()
    assert ("Hampir sama" in page, "/pengetahuan/BEKU" in page) == (True, True)
    save(sari, draft, revision=2, title="Hologram palsu", body="Sama sekali lain: tentang kosmetik dan pangan olahan.")
    assert sari.get(f"/tulis/{draft.pk}/mirip").content.decode().strip() == ""


def test_who_doubted_is_told_when_the_text_is_mended(sari: Client, curator: Client, people: Cast) -> None:
    say_still_true(actor=actor(people.lina.nip), code="SOP", holds=False, text="Nomornya lain.")
    draft = changing(sari, "SOP", body="Segel diganti hologram.")
    asked(sari, draft)
    published(curator, draft, version=1)
    assert (told(people.lina.nip), Opinion.objects.count()) == (["knowledge.checked"], 0)


def test_what_she_may_no_longer_read_is_in_no_draft_of_hers(people: Cast) -> None:
    lina = signed_in(people.lina.nip)
    draft, other = changing(lina, "SEMUA", body="Segel diganti hologram."), begun(lina, "Pelajaran segel")
    assert "/pengetahuan/SEMUA" in lina.get(f"/tulis/{other.pk}/mirip").content.decode()
    put_audiences({item("SEMUA").pk: {people.balai_b.pk: False}})
    push_items([item("SEMUA").pk])
    assert [lina.get(f"/tulis/{draft.pk}{each}").status_code for each in ("", "/tinjau", "/mirip")] == [404] * 3
    assert ("SEMUA" in lina.get("/tulis").content.decode(), lina.get(f"/tulis/{other.pk}/mirip").content.strip()) == (
        False,
        b"",
    )
    assert lina.post("/pengetahuan/SEMUA/sunting", {"id": str(uuid4())}).status_code == 404


def test_pages_ask_little(sari: Client, curator: Client) -> None:
    draft = changing(sari, "SOP", body="Segel diganti hologram.")
    pages = [(sari, f"/tulis/{draft.pk}"), (sari, "/tulis"), (curator, f"/tulis/{draft.pk}/tinjau")]
    for client, address in pages:
        if client is curator:
            asked(sari, draft)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES, address
