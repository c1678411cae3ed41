"""Writing modules: begun once, saved without losing anybody's text, reviewed by other eyes, published as a version."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alur.base.access import queries as access
from alur.base.audit.models import Entry as AuditEntry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.learning.importers.drafts import ask, publish
from alur.learning.models import Draft, DraftCopy, Module, ModuleContent
from alur.learning.queries.files import module_file
from alur.learning.queries.reading import reading
from alur.learning.rules.drafting import Typed
from alur.learning.services.drafts import Beginning, begin_draft, save_draft
from alur.learning.services.progress import record_screen
from alur.people.models import Unit
from tests.cast import account
from tests.imports import SARI, empty_store
from tests.learning.desk import SARI_ACTS, furnish

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 20_000
WORTH = {"kind": "microlearning", "jp": "0,5", "screens_asked": "all"}
GOOD = {**WORTH, "title": "Membaca label", "screens": ["# Satu\nIsi"]}


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        yield


@pytest.fixture
def rini() -> Client:
    return signed_in("rini", "kurator")


@pytest.fixture
def dewi() -> Client:
    return signed_in("dewi", "kurator")


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def begun(client: Client, title: str = "Membaca label", **fields: str) -> Draft:
    id = uuid4()
    answer = client.post("/kurasi/modul/baru", {"id": str(id), "title": title, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get(pk=id)


def save(client: Client, draft: Draft, revision: int | None = None, **fields: Any) -> Any:
    values = {"revision": draft.revision if revision is None else revision, **GOOD, **fields}
    return client.post(f"/kurasi/draf/{draft.pk}/simpan", values, headers={"HX-Request": "true"})


def press(client: Client, draft: Draft, act: str, **fields: Any) -> Any:
    draft.refresh_from_db()
    values = {"revision": draft.revision, **GOOD, **fields, "aksi": act}
    return client.post(f"/kurasi/draf/{draft.pk}", values)


def reviewed(client: Client, draft: Draft) -> Any:
    draft.refresh_from_db()
    return client.post(f"/kurasi/draf/{draft.pk}/minta", {"revision": draft.revision})


def published(client: Client, draft: Draft) -> Any:
    draft.refresh_from_db()
    return client.post(f"/kurasi/draf/{draft.pk}/putuskan", {"revision": draft.revision, "terbit": "1"})


def acts() -> list[str]:
    return list(
        AuditEntry.objects.filter(action__startswith="learning.").order_by("pk").values_list("action", flat=True)
    )


@pytest.mark.both
def test_from_a_title_to_what_readers_see(rini: Client, dewi: Client) -> None:
    before = len(acts())
    draft = begun(rini)
    assert draft.code == "ML-01"
    assert "Tersimpan pukul" in save(rini, draft).content.decode()
    assert reviewed(rini, draft)["Location"] == f"/kurasi/draf/{draft.pk}/tinjau"
    assert published(rini, draft).status_code == 403
    assert published(dewi, draft)["Location"] == "/kurasi/modul/ML-01/riwayat"
    assert published(dewi, draft).status_code == 302

    draft.refresh_from_db()
    assert (draft.state, draft.published_as) == ("published", 1)
    assert ModuleContent.objects.filter(activity__code="ML-01").count() == 1
    file = module_file("ML-01")
    assert file is not None
    assert file.text.endswith("complete:\n  screens: all\n---\n\n# Satu\n\nIsi\n")
    assert "Isi" in signed_in(SARI).get("/modul/ML-01/layar/1").content.decode()
    assert acts()[before:] == [
        "learning.begin_draft",
        "learning.save_draft",
        "learning.ask_review",
        "learning.import_modules",
        "learning.import_content",
        "learning.publish_draft",
    ]


@pytest.mark.both
def test_begun_twice_it_is_begun_once(rini: Client) -> None:
    id = str(uuid4())
    for _ in range(2):
        answer = rini.post("/kurasi/modul/baru", {"id": id, "title": "Membaca label"})
        assert answer["Location"] == f"/kurasi/draf/{id}"
    assert Draft.objects.count() == 1


def test_codes_that_are_taken_or_odd_are_refused_with_words(rini: Client) -> None:
    begun(rini, code="N-1")
    for code, words in (("M1", "Sudah ada modul"), ("N-1", "sedang ditulis"), ("a b", "memuat"), ("x" * 200, "")):
        answer = rini.post("/kurasi/modul/baru", {"id": str(uuid4()), "title": "T", "code": code})
        assert (answer.status_code in (400, 409), words in answer.content.decode()) == (True, True), code
    assert rini.post("/kurasi/modul/baru", {"id": "x", "title": "T"}).status_code == 400
    assert Draft.objects.count() == 1


@pytest.mark.both
def test_of_two_who_write_at_once_nobody_loses_a_word(rini: Client, dewi: Client) -> None:
    draft = begun(rini)
    save(rini, draft, screens=["# Dari Rini"])
    answer = save(dewi, draft, screens=["# Dari Dewi"]).content.decode()
    assert ("Nothing is lost" in answer or "Tidak ada yang hilang" in answer, 'id="revision"' in answer) == (
        True,
        False,
    )
    save(dewi, draft, screens=["# Dari Dewi, lebih"])

    draft.refresh_from_db()
    assert draft.body["screens"] == ["# Dari Rini"]
    [copy] = DraftCopy.objects.all()
    assert copy.body["screens"] == ["# Dari Dewi, lebih"]
    for client in (rini, dewi):
        assert "# Dari Dewi, lebih" in client.get(f"/kurasi/draf/{draft.pk}").content.decode()
    dewi.post(f"/kurasi/draf/{draft.pk}/salinan", {"salinan": copy.pk, "revision": draft.revision})
    draft.refresh_from_db()
    copy.refresh_from_db()
    assert (draft.body["screens"], copy.body["screens"]) == (["# Dari Dewi, lebih"], ["# Dari Rini"])
    dewi.post(f"/kurasi/draf/{draft.pk}/salinan", {"salinan": copy.pk, "buang": "1"})
    assert not DraftCopy.objects.exists()


def test_what_is_saved_again_is_no_conflict(rini: Client) -> None:
    draft = begun(rini)
    for _ in range(2):
        assert "Tersimpan" in save(rini, draft, 1).content.decode()
    draft.refresh_from_db()
    assert (draft.revision, DraftCopy.objects.count()) == (2, 0)


def test_text_that_comes_while_it_is_reviewed_is_kept(rini: Client) -> None:
    draft = begun(rini)
    save(rini, draft)
    reviewed(rini, draft)
    save(rini, draft, 2, screens=["# Terlambat"])
    assert DraftCopy.objects.get().body["screens"] == ["# Terlambat"]


@pytest.mark.both
def test_who_has_begun_keeps_hers_when_a_draft_is_published(rini: Client, dewi: Client) -> None:
    record_screen(actor=SARI_ACTS, code="M1", screen=1, record_id=uuid4(), at=clock.now())
    id = str(uuid4())
    assert rini.post("/kurasi/modul/M1/mulai", {"id": id})["Location"] == f"/kurasi/draf/{id}"
    draft = Draft.objects.get(pk=id)
    assert (draft.based_on, draft.body["screens"][0]) == (1, "# Satu\n\nIsi satu.")
    save(rini, draft, **{**draft.body, "screens": ["# Satu\n\nIsi baru."], "questions_asked": ""})
    page = dewi.get(f"/kurasi/draf/{id}/tinjau").content.decode()
    assert "<del>satu</del><ins>baru</ins>" in page
    reviewed(rini, draft)
    assert published(dewi, draft).status_code == 302

    hers = reading(SARI, "M1")
    assert (hers.content_number, hers.has_newer) == (1, True)
    history = rini.get("/kurasi/modul/M1/riwayat").content.decode()
    assert "<del>satu</del><ins>baru</ins>" in history
    rini.post("/kurasi/modul/M1/mulai", {"id": str(uuid4()), "versi": "1"})
    assert Draft.objects.get(state="draft").body["screens"][0] == "# Satu\n\nIsi satu."


def test_editing_a_module_opens_the_draft_that_is_there(rini: Client, dewi: Client) -> None:
    id = str(uuid4())
    rini.post("/kurasi/modul/M1/mulai", {"id": id})
    assert dewi.post("/kurasi/modul/M1/mulai", {"id": str(uuid4())})["Location"] == f"/kurasi/draf/{id}"
    assert dewi.post("/kurasi/modul/M1/mulai", {"id": str(uuid4()), "versi": "1"}).status_code == 409
    assert dewi.post("/kurasi/modul/M1/mulai", {"id": str(uuid4()), "versi": "99"}).status_code == 404


def test_a_copy_gets_a_code_of_its_own(rini: Client) -> None:
    id = str(uuid4())
    for _ in range(2):
        assert rini.post("/kurasi/modul/M1/mulai", {"id": id, "salin": "1"}).status_code == 302
    draft = Draft.objects.get()
    assert (draft.code, draft.based_on, draft.body["title"]) == ("VP-01", None, "Validasi proses")


@pytest.mark.both
def test_given_back_it_can_be_written_again(rini: Client, dewi: Client) -> None:
    draft = begun(rini)
    save(rini, draft)
    reviewed(rini, draft)
    dewi.post(f"/kurasi/draf/{draft.pk}/putuskan", {"said": "Tambahkan contoh."})
    draft.refresh_from_db()
    assert (draft.state, draft.said) == ("draft", "Tambahkan contoh.")
    assert "Tambahkan contoh." in rini.get(f"/kurasi/draf/{draft.pk}").content.decode()


def test_a_draft_with_faults_is_not_reviewed(rini: Client) -> None:
    draft = begun(rini)
    answer = save(
        rini, draft, jp="banyak", screens=["# Satu\n\n## ? Apa\n- (x) a\n\n![x](tak-ada.png)"]
    ).content.decode()
    assert "Baris 3" in answer
    assert "tak-ada.png" in answer
    assert reviewed(rini, draft).status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.both
def test_drafts_of_other_units_do_not_leak() -> None:
    balai, loka = signed_in("balai", "kurator:BALAI"), signed_in("loka", "kurator:LOKA")
    draft = begun(balai)
    assert draft.unit == Unit.objects.get(code="BALAI")
    for path in ("", "/tinjau"):
        assert loka.get(f"/kurasi/draf/{draft.pk}{path}").status_code == 404
    for path in ("", "/simpan", "/minta", "/putuskan", "/arsip", "/salin", "/salinan"):
        answer = loka.post(f"/kurasi/draf/{draft.pk}{path}", {**GOOD, "revision": 1, "id": str(uuid4())})
        assert (answer.status_code in (404, 422), "Membaca label" in answer.content.decode()) == (True, False), path
    assert "Membaca label" not in loka.get("/kurasi/modul").content.decode()
    for address in ("/kurasi/modul/M1/riwayat",):
        assert loka.get(address).status_code == 404
    assert loka.post("/kurasi/modul/M1/mulai", {"id": str(uuid4())}).status_code == 404
    draft.refresh_from_db()
    assert (draft.state, draft.revision, Draft.objects.count()) == ("draft", 1, 1)


@pytest.mark.both
def test_a_unit_publishes_its_own_modules(rini: Client) -> None:
    balai, other = signed_in("balai", "kurator:BALAI"), signed_in("balai-2", "kurator:BALAI")
    draft = begun(balai)
    save(balai, draft)
    reviewed(balai, draft)
    assert published(signed_in("loka", "kurator:LOKA"), draft).status_code == 404
    assert published(other, draft).status_code == 302
    assert Module.objects.get(activity__code="ML-01").unit == Unit.objects.get(code="BALAI")
    assert "Membaca label" in balai.get("/kurasi/modul").content.decode()


@pytest.mark.parametrize("role", ["pengelola:BALAI", "pimpinan", "admin"])
def test_who_is_no_curator_writes_nothing(role: str) -> None:
    client = signed_in("siapa", role)
    for address in ("/kurasi", "/kurasi/modul", "/kurasi/modul/baru", f"/kurasi/draf/{uuid4()}"):
        assert client.get(address).status_code == 403, address
    assert client.post("/kurasi/modul/M1/mulai", {"id": str(uuid4())}).status_code == 403
    assert client.post("/kurasi/modul/M1/arsip").status_code == 403


def test_services_check_for_themselves() -> None:
    writer, reviewer = (access.actor_of(account(name, "kurator")) for name in ("rini", "dewi"))
    stranger = access.actor_of(account("siapa"))
    id = uuid4()
    with pytest.raises(Problem):
        begin_draft(actor=stranger, id=id, beginning=Beginning("N1", Typed(), {}))
    begin_draft(actor=writer, id=id, beginning=Beginning("N1", Typed("T", jp="1", screens=("# A\nb",)), {}))
    with pytest.raises(Problem):
        save_draft(actor=stranger, id=id, revision=1, typed=Typed())
    ask(actor=writer, id=id, revision=1)
    for actor in (stranger, writer):
        with pytest.raises(Problem):
            publish(actor=actor, id=id, revision=1)
    with pytest.raises(Problem):
        publish(actor=reviewer, id=id, revision=2)
    assert publish(actor=reviewer, id=id, revision=1).published_as == 1


def test_archived_modules_are_not_listed_but_keep_their_page(rini: Client) -> None:
    sari = signed_in(SARI)
    assert "/modul/M1" in sari.get("/modul").content.decode()
    offered = sari.get("/modul/M1").content.decode()
    assert ("/modul/M1/ikuti" in offered, ">Mulai<" in offered) == (True, True)
    for _ in range(2):
        rini.post("/kurasi/modul/M1/arsip")
    assert "/modul/M1" not in sari.get("/modul").content.decode()
    page = sari.get("/modul/M1")
    assert (page.status_code, "/modul/M1/ikuti" in page.content.decode()) == (200, False)
    assert ">Mulai<" not in page.content.decode()
    sari.post("/modul/M1/layar/1", {"record_id": str(uuid4()), "versi": "1"})
    assert "Lanjutkan di layar" in sari.get("/modul/M1").content.decode()
    assert "Validasi proses" in rini.get("/kurasi/modul?arsip=1").content.decode()
    rini.post("/kurasi/modul/M1/arsip", {"kembali": "1"})
    assert "/modul/M1" in sari.get("/modul").content.decode()


def test_buttons_work_without_scripts(rini: Client) -> None:
    draft = begun(rini)
    assert press(rini, draft, "insert:1:order")["Location"].endswith("?layar=1#layar-1")
    draft.refresh_from_db()
    assert "- 1. " in draft.body["screens"][0]
    press(rini, draft, "add:1")
    draft.refresh_from_db()
    assert len(draft.body["screens"]) == 2
    assert press(rini, draft, "look:1")["Location"].endswith("#pratinjau")
    assert press(rini, draft, "review")["Location"] == f"/kurasi/draf/{draft.pk}/tinjau"
    for odd in ("remove:99999999999", "x", "up:\0", "insert:1:zzz", ":::"):
        assert press(rini, draft, odd).status_code == 302


def test_ten_megabytes_are_refused_with_words(rini: Client) -> None:
    draft = begun(rini)
    answer = save(rini, draft, screens=["a" * 1_200_000])
    assert (answer.status_code, "1.000 kB" in answer.content.decode()) == (422, True)
    answer = save(rini, draft, screens=["a" * 10_000_000])
    assert (answer.status_code, "terlalu besar" in answer.content.decode()) == (413, True)
    draft.refresh_from_db()
    assert draft.revision == 1


def test_five_hundred_questions_are_saved_and_told(rini: Client) -> None:
    draft = begun(rini)
    answer = save(rini, draft, screens=["\n\n".join(f"## ? Soal {n}\n- (x) a\n- ( ) b" for n in range(500))])
    assert "500 soal" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.revision == 2


def test_hostile_text_harms_neither_preview_nor_database(rini: Client) -> None:
    draft = begun(rini)
    text = "# <script>alert(1)</script>\0\ud800\n\n<img src=x onerror=alert(1)>\n\n"
    text += "## ? <b onclick=x>q\n- (x) <script>a\n- ( ) b"
    answer = save(rini, draft, title="<script>\0", screens=[text.replace("\ud800", "")])
    page = answer.content.decode() + rini.get(f"/kurasi/draf/{draft.pk}").content.decode()
    assert "<script>a" not in page
    assert "onerror=alert" not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert "onclick=x>q" not in page


def test_pages_stay_small_and_ask_little(rini: Client, dewi: Client) -> None:
    draft = begun(rini)
    save(rini, draft, screens=[f"# Layar {n}\n\nIsi" for n in range(12)])
    reviewed(rini, draft)
    other = begun(rini, "Lain")
    for address in (
        "/kurasi/modul",
        f"/kurasi/draf/{other.pk}",
        f"/kurasi/draf/{draft.pk}/tinjau",
        "/kurasi/modul/M1/riwayat",
    ):
        with CaptureQueriesContext(connection) as found:
            answer = dewi.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, address
        assert len(found) <= MOST_QUERIES, (address, [each["sql"] for each in found])
        assert len(answer.content) <= MOST_BYTES, address
