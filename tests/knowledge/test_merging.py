"""Two items become one: nothing of the other is lost, and whoever looks for it is led to the one that is left."""

from uuid import uuid4

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.audit.models import Entry
from alur.base.lib.importing.verdicts import Change
from alur.base.lib.problems import Problem
from alur.knowledge.models import Draft, Item, ItemVersion, MergedItem, Opinion, Question, Relation
from alur.knowledge.services import put_items, questions
from alur.knowledge.services.audience import put_audiences
from alur.knowledge.services.merging import OWN_WAY, merge, others
from alur.knowledge.services.reading import say_still_true
from alur.knowledge.services.relating import relate
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor
from tests.knowledge.desk import item, row, told

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]


@pytest.fixture
def curator() -> Client:
    client = Client()
    client.force_login(account("kurator-a", "kurator:BALAI-A"))
    client.cookies["bahasa"] = "id"
    return client


def found(text: str) -> list[str]:
    return [hit.code for hit in search(text, limit=9, reader=EVERYTHING).hits]


def history(code: str) -> list[tuple[str, int, str]]:
    rows = ItemVersion.objects.filter(item__activity__code=code).order_by("origin", "number")
    return list(rows.values_list("origin", "number", "title"))


def test_what_hangs_on_one_goes_to_the_other(curator: Client, people: Cast) -> None:
    asked = questions.ask(actor=actor(SARI), text="Kapan segel diganti?")
    questions.answer_by(actor=SYSTEM, id=asked.pk, code="MAT")
    say_still_true(actor=actor(people.lina.nip), code="MAT", holds=False, text="Nomornya lain.")
    page = curator.get("/pengetahuan/MAT/gabung?kode=SOP").content.decode()
    assert "Gabungkan ke “Cara menyegel sampel”?" in page
    for _ in range(2):
        answer = curator.post("/pengetahuan/MAT/gabung", {"kode": "SOP"})
        assert (answer.status_code, answer["Location"]) == (302, "/pengetahuan/SOP")
    assert curator.get("/pengetahuan/MAT")["Location"] == "/pengetahuan/SOP"
    assert [each.activity.code for each in Item.objects.select_related("activity").order_by("pk")] == ["SOP", "SEMUA"]
    assert history("SOP") == [("", 1, "Cara menyegel sampel"), ("MAT", 1, "Materi segel")]
    assert (Question.objects.get().item, Opinion.objects.count()) == (item("SOP"), 0)
    assert (found("materi segel")[0], "MAT" in found("segel"), found("MAT")) == ("SOP", False, ["SOP"])
    assert (rebuilding.check(), told(people.lina.nip)) == ([], ["knowledge.checked"])
    assert list(Entry.objects.filter(action="knowledge.merge").values_list("target", flat=True)) == ["knowledge:MAT"]
    assert '"/pengetahuan/MAT"' not in curator.get("/pengetahuan").content.decode()


def test_what_items_say_of_each_other_is_said_of_the_one_that_is_left() -> None:
    for code, other in (("MAT", "SEMUA"), ("SOP", "SEMUA"), ("MAT", "SOP")):
        relate(actor=SYSTEM, code=code, kind="amends", other=other)
    merge(actor=SYSTEM, code="MAT", into="SOP")
    rows = Relation.objects.values_list("item__activity__code", "kind", "other__activity__code")
    assert list(rows) == [("SOP", "amends", "SEMUA")]
    assert rebuilding.check() == []


def test_drafts_go_on_with_the_one_that_is_left(curator: Client) -> None:
    sari = Client()
    sari.force_login(account(SARI))
    for code in ("MAT", "SOP"):
        sari.post(f"/pengetahuan/{code}/sunting", {"id": str(uuid4())})
    merge(actor=SYSTEM, code="MAT", into="SOP")
    assert sorted(Draft.objects.filter(item=item("SOP")).values_list("state", "based_on")) == [
        ("archived", 0),
        ("draft", 1),
    ]


def test_files_that_name_the_lost_one_change_nothing_or_are_told_where_it_went() -> None:
    merge(actor=SYSTEM, code="MAT", into="SOP")
    merge(actor=SYSTEM, code="SOP", into="SEMUA")
    same = row("MAT", "Materi segel", "material", "LOKA-A", "")
    other = row("SOP", "Materi segel", "material", "LOKA-A", "", body="Lain.")
    verdicts = put_items(actor=SYSTEM, rows=[same, other])
    assert (verdicts[0], getattr(verdicts[1], "code", "")) == (Change.UNCHANGED, "knowledge.merged")
    assert (Item.objects.count(), MergedItem.objects.filter(item=item("SEMUA")).count()) == (1, 2)
    assert history("SEMUA") == [
        ("", 1, "Pelajaran segel"),
        ("MAT", 1, "Materi segel"),
        ("SOP", 1, "Cara menyegel sampel"),
    ]


def test_who_may_not_curate_both_merges_neither(curator: Client) -> None:
    assert curator.post("/pengetahuan/MAT/gabung", {"kode": "SEMUA"}).status_code == 403
    for wrong in ("TIDAK-ADA", "MAT", ""):
        assert curator.post("/pengetahuan/MAT/gabung", {"kode": wrong}).status_code in (404, 422)
    assert Item.objects.count() == 3


def test_what_is_for_some_is_never_opened_to_others(people: Cast) -> None:
    put_audiences({item("MAT").pk: {people.balai_a.pk: True}})
    with pytest.raises(Problem) as refused:
        merge(actor=SYSTEM, code="MAT", into="SOP")
    assert refused.value.code == "knowledge.merge_readers"
    put_audiences({item("SOP").pk: {people.balai_a.pk: True}})
    assert merge(actor=SYSTEM, code="MAT", into="SOP") == item("SOP")


def test_whatever_hangs_on_items_is_moved() -> None:
    fields = {field.model for field in others()}
    assert all(relation.related_model in {*OWN_WAY, *fields} for relation in Item._meta.related_objects)
