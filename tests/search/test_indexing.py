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
SELECT d.kind, d.code, d.title, p.ordinal, p.text, t.text, t.passages, o.weight FROM search_posting o
JOIN search_term t ON t.id = o.term_id JOIN search_passage p ON p.id = o.passage_id
JOIN search_document d ON d.id = p.document_id
"""


def index() -> tuple[Any, ...]:
    """Return what the index holds, without keys that depend on what came before."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = sorted(cursor.fetchall())
    words = sorted(Word.objects.values_list("text", "stem", "passages"))
    counts = (Document.objects.count(), Passage.objects.count(), Term.objects.count(), Posting.objects.count())
    return rows, words, counts, Head.objects.get(pk=1).passages


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
    assert index() == ([], [], (0, 0, 0, 0), 0)


def test_the_same_code_of_another_kind_is_another_document(vaccines: None) -> None:
    with transaction.atomic():
        remove("module", ["rantai"])
    assert codes("vaksin") == ["rantai"]


@pytest.mark.django_db(transaction=True)
def test_it_changes_only_with_what_it_is_made_of() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        put([document("a", "b")])


TEXTS = st.lists(st.sampled_from(["obat", "pengawasan", "diawasi", "24/2022", "mutu.", "Sampel"]), max_size=12)
STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | TEXTS), max_size=6)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_came_before_the_index_is_as_if_made_anew(steps: Sequence[tuple[str, list[str] | None]]) -> None:
    clear()
    last: dict[str, Pushed] = {}
    for code, words in steps:
        with transaction.atomic():
            if words is None:
                remove("knowledge", [code])
                last.pop(code, None)
            else:
                last[code] = document(code, " ".join(words), title=f"Judul {code}")
                put([last[code]])
    lived = index() if steps else None
    clear()
    pushed(sorted(last.values(), key=lambda each: each.code))
    if steps and last:
        assert lived == index()
    elif steps:
        assert lived == ([], [], (0, 0, 0, 0), 0)


def clear() -> None:
    for model in (Posting, Word, Term, Passage, Document):
        model.objects.all().delete()
    Head.objects.update(passages=0)


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
