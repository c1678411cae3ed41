"""What is true of the search whatever stands in the index: nothing is lost by a word more, what changes is found so."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import Pushed, put, remove
from tests.search.conftest import document

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WORDS = ("vaksin", "suhu", "gudang", "label", "sampel", "segel", "jamu", "recall", "apotek", "uji")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)
indexes = st.lists(texts, min_size=1, max_size=12)


class Undone(Exception):
    """What was tried is taken back."""


def found(words: list[str]) -> set[str]:
    return {hit.code for hit in search(" ".join(words), limit=50, reader=EVERYTHING).hits}


def documents(index: list[list[str]]) -> list[Pushed]:
    return [document(f"d{place}", " ".join(words)) for place, words in enumerate(index)]


@given(index=indexes, asked=texts, more=st.sampled_from(WORDS))
def test_a_word_more_that_it_holds_never_loses_a_document(index: list[list[str]], asked: list[str], more: str) -> None:
    with suppress(Undone), transaction.atomic():
        put(documents(index))
        before, after = found(asked), found([*asked, more])
        assert {f"d{place}" for place, words in enumerate(index) if {*asked} & {*words}} <= before
        assert {code for code in before if more in index[int(code[1:])]} <= after
        raise Undone


@given(index=indexes, other=texts)
def test_what_changes_or_goes_is_found_so_at_once(index: list[list[str]], other: list[str]) -> None:
    with suppress(Undone), transaction.atomic():
        put(documents(index))
        put([document("d0", " ".join(other))])
        for word in WORDS:
            assert ("d0" in found([word])) is (word in other)
        remove("knowledge", ["d0"])
        assert "d0" not in found(list(WORDS))
        raise Undone
