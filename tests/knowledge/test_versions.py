"""What an item said is never lost: each published text is a version, compared readably and brought back."""

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.knowledge.models import ItemVersion
from alur.knowledge.queries.versions import text_of, text_of_version
from alur.knowledge.services import put_items, questions
from alur.knowledge.services.verifying import Care, care_for, verify_items
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor
from tests.knowledge.desk import NOW, item, row

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]


def versions(code: str) -> list[tuple[int, str, str]]:
    rows = ItemVersion.objects.filter(item__activity__code=code).order_by("number")
    return [(each.number, each.how, each.body) for each in rows]


def changed(body: str, title: str = "Cara menyegel sampel") -> None:
    put_items(actor=SYSTEM, rows=[row("SOP", title, "procedure", "BALAI-A", SARI, body=body)])


def signed_in(username: str, *roles: str) -> Client:
    client = Client()
    client.force_login(account(username, *roles))
    client.cookies["bahasa"] = "id"
    return client


def test_each_text_of_a_file_is_a_version_and_the_same_is_none() -> None:
    for body in ("Segel dipasang dua kali.", "Segel dipasang sekali.", "Segel dipasang sekali."):
        changed(body)
    assert versions("SOP") == [(1, "import", "Segel dipasang dua kali."), (2, "import", "Segel dipasang sekali.")]
    last = ItemVersion.objects.get(item__activity__code="SOP", number=2)
    assert (text_of_version(last), last.digest) == (text_of(item("SOP")), text_of(item("SOP")).digest)


def test_answers_and_sources_are_versions_too(people: Cast) -> None:
    asked = questions.ask(actor=actor(SARI), text="Kapan segel diganti?")
    answered = questions.answer(actor=SYSTEM, id=asked.pk, title="Ganti segel", body="Tiap tahun.", source="SK 1")
    care_for(actor=SYSTEM, code="SOP", care=Care("", None, None, "Keputusan 12"))
    care_for(actor=SYSTEM, code="SOP", care=Care("", NOW.date(), None, "Keputusan 12"))
    assert versions(answered.activity.code) == [(1, "answer", "Tiap tahun.")]
    assert [how for _, how, _ in versions("SOP")] == ["import", "care"]


def test_an_earlier_text_is_brought_back_as_a_new_version_and_found_at_once() -> None:
    changed("Segel ditempel hologram.", title="Cara memasang hologram")
    verify_items(actor=SYSTEM, codes=["SOP"])
    first = ItemVersion.objects.get(item__activity__code="SOP", number=1)
    curator = signed_in("kurator-a", "kurator:BALAI-A")
    for _ in range(2):
        answer = curator.post("/pengetahuan/SOP/pulihkan", {"versi": first.pk})
        assert (answer.status_code, answer["Location"]) == (302, "/pengetahuan/SOP/riwayat")
    assert versions("SOP")[2:] == [(3, "restore", "Segel dipasang dua kali.")]
    assert (item("SOP").activity.title, item("SOP").verified_at) == ("Cara menyegel sampel", None)
    assert [hit.code for hit in search("hologram", limit=5, reader=EVERYTHING).hits] == []
    assert rebuilding.check() == []
    assert Entry.objects.filter(action="knowledge.restore", target="knowledge:SOP").count() == 1


def test_only_curators_of_its_unit_bring_back_and_only_what_is_there() -> None:
    changed("Segel dipasang sekali.")
    first = ItemVersion.objects.get(item__activity__code="SOP", number=1)
    assert signed_in(SARI).post("/pengetahuan/SOP/pulihkan", {"versi": first.pk}).status_code == 403
    assert (
        signed_in("jauh", "kurator:BALAI-B").post("/pengetahuan/SOP/pulihkan", {"versi": first.pk}).status_code == 403
    )
    curator = signed_in("kurator-a", "kurator:BALAI-A")
    other = ItemVersion.objects.get(item__activity__code="MAT")
    for wrong in (other.pk, 10**19, "x", ""):
        assert curator.post("/pengetahuan/SOP/pulihkan", {"versi": wrong}).status_code == 404
    assert len(versions("SOP")) == 2


def test_the_history_shows_what_is_other_word_by_word() -> None:
    changed("Segel dipasang sekali.", title="Cara memasang segel")
    page = signed_in(SARI).get("/pengetahuan/SOP/riwayat").content.decode()
    assert '<del><span class="unseen">Dihapus: </span>Cara menyegel sampel</del>' in page
    assert 'dipasang <del><span class="unseen">Dihapus: </span>dua kali</del><ins>' in page
    assert "Kembalikan" not in page
    assert "Kembalikan" in signed_in("kurator-a", "kurator:BALAI-A").get("/pengetahuan/SOP/riwayat").content.decode()
    assert signed_in("lain").get("/pengetahuan/TIDAK-ADA/riwayat").status_code == 404
