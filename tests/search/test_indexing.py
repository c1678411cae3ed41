"""The index follows what is pushed, whatever came before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alur.search.models import Document, Head, Passage, Posting, Term, Word
from alur.search.rules.passages import Section
from alur.search.services import Pushed, put, remove
from tests.search.conftest import codes, document, pushed

pytestmark = [pytest.mark.django_db, pytest.mark.both]

ROWS = """
SELECT d.kind, d.code, d.title, p.ordinal, p.text, t.text, t.passages, t.narrow, o.weight FROM search_posting o
JOIN search_term t ON t.id = o.term_id JOIN search_passage p ON p.id = o.passage_id
JOIN search_document d ON d.id = p.document_id
"""


def index() -> tuple[Any, ...]:
    """Return what the index holds, without keys that depend on what came before."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = sorted(cursor.fetchall())
    words = sorted(Word.objects.values_list("text", "stem", "passages", "narrow"))
    counts = (Document.objects.count(), Passage.objects.count(), Term.objects.count(), Posting.objects.count())
    return rows, words, counts, Head.objects.values_list("passages", "narrow").get(pk=1)


def test_the_same_again_changes_nothing(vaccines: None) -> None:
    before, head = index(), Head.objects.get(pk=1).changes
    assert (
        pushed(
            [document("label", "Penandaan pangan memuat nomor izin edar MD 2345.", title="Label pangan", kind="module")]
        )
        == 0
    )
    assert index() == before
    assert Head.objects.get(pk=1).changes == head


def test_what_changed_is_found_by_its_new_words_alone(vaccines: None) -> None:
    assert pushed([document("rantai", "Termometer dikalibrasi.", title="Suhu gudang")]) == 1
    assert codes("termometer") == ["rantai"]
    assert codes("vaksin") == []


def test_what_went_leaves_nothing_behind(vaccines: None) -> None:
    with transaction.atomic():
        remove("knowledge", ["rantai", "sampel", "tak-ada"])
        remove("module", ["label"])
    assert index() == ([], [], (0, 0, 0, 0), (0, 0))


def test_the_same_code_of_another_kind_is_another_document(vaccines: None) -> None:
    with transaction.atomic():
        remove("module", ["rantai"])
    assert codes("vaksin") == ["rantai"]


@pytest.mark.django_db(transaction=True)
def test_it_changes_only_with_what_it_is_made_of() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        put([document("a", "b")])


TITLED: dict[str, Any] = {"title": "Suhu"}
TEXTS = st.lists(st.sampled_from(["obat", "pengawasan", "diawasi", "24/2022", "mutu.", "Sampel"]), max_size=12)
SECTIONS = st.lists(TEXTS, max_size=3)
TOLD = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Judul obat", "Judul lain"]),
        "is_verified": st.booleans(),
        "audience": st.sampled_from([(), ("unit:1",), ("unit:1", "unit:2")]),
    }
)
STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | SECTIONS, TOLD), max_size=6)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_came_before_the_index_is_as_if_made_anew(
    steps: Sequence[tuple[str, list[list[str]] | None, dict[str, Any]]],
) -> None:
    clear()
    last: dict[str, Pushed] = {}
    for code, texts, told in steps:
        with transaction.atomic():
            if texts is None:
                remove("knowledge", [code])
                last.pop(code, None)
            else:
                sections = [Section(f"Bab {number}", " ".join(words)) for number, words in enumerate(texts)]
                last[code] = Pushed("knowledge", code, sections=sections, **told)
                put([last[code]])
    lived = index() if steps else None
    clear()
    pushed(sorted(last.values(), key=lambda each: each.code))
    if steps and last:
        assert lived == index()
    elif steps:
        assert lived == ([], [], (0, 0, 0, 0), (0, 0))


@pytest.mark.parametrize(
    "told", [{"audience": ("unit:1",)}, {"is_verified": True}, {"title": "Suhu lain"}, {"topics": ["Vaksin"]}]
)
def test_the_same_text_told_otherwise_is_as_if_made_anew(told: dict[str, Any]) -> None:
    documents = [document("a", "Vaksin disimpan.", title="Suhu"), document("a", "Vaksin disimpan.", **TITLED | told)]
    for each in (*documents, *documents):
        pushed([each])
    lived = index()
    clear()
    pushed(documents[1:])
    assert lived == index()


def test_parts_that_stay_are_not_written_again() -> None:
    def parts(*names: str, **told: Any) -> Pushed:
        return Pushed("knowledge", "buku", "Buku saku", [Section(name, f"Isi {name}.") for name in names], **told)

    pushed([parts("gudang", "apotek")])
    first = dict(Passage.objects.values_list("heading", "pk"))
    pushed([parts("gudang", "klinik", "toko", is_verified=True)])
    second = dict(Passage.objects.values_list("heading", "pk"))
    assert second.keys() == {"gudang", "klinik", "toko"}
    assert (second["gudang"], second["klinik"] in first.values()) == (first["gudang"], False)
    assert (codes("apotek"), codes("toko")) == ([], ["buku"])
    # What all passages are found by is another, so all are.
    pushed([Pushed("knowledge", "buku", "Buku besar", [Section("gudang", "Isi gudang.")])])
    assert Passage.objects.get().pk not in second.values()


def clear() -> None:
    for model in (Posting, Word, Term, Passage, Document):
        model.objects.all().delete()
    Head.objects.update(passages=0, narrow=0)


def test_a_long_document_is_found_in_each_of_its_parts() -> None:
    parts = [Section(f"Bagian {name}", f"{name} diperiksa petugas. " * 90, f"#{name}") for name in ("gudang", "apotek")]
    pushed([Pushed("knowledge", "panjang", "Pemeriksaan sarana", parts)])
    assert codes("apotek") == ["panjang"]
    assert Passage.objects.count() > 2


def test_many_at_once_with_all_that_is_told_of_them() -> None:
    told: dict[str, Any] = {"topics": ['Kutip "dua"', "Garis \\ miring"], "day": date(2026, 1, 2), "is_verified": True}
    assert pushed(document(f"d{n}", f"Isi {n} tentang boraks", **told) for n in range(60)) == 60
    kept = [topics for (topics,) in Document.objects.filter(is_verified=True, lapses_on=None).values_list("topics")]
    assert kept == [told["topics"]] * 60
