"""The index is what the domains hold, and is made so again when it is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from alur.cli.rebuilding import command
from alur.search.models import Document, Head, Passage, Posting, Term, Word
from alur.search.services import rebuilding
from tests.imports import empty_store, take, take_basics
from tests.search.conftest import codes

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        take(
            tmp_path,
            "knowledge",
            'id,title,body\nk-1,Rantai dingin,"Vaksin pada 2–8 °C. Vaksin dicatat."\nk-2,Label,Isi\n',
        )
        yield


def test_modules_sessions_and_items_are_in_it() -> None:
    assert sorted(Document.objects.values_list("kind", "code")) == [
        ("knowledge", "k-1"),
        ("knowledge", "k-2"),
        ("module", "M1"),
        ("module", "M2"),
        ("session", "S1"),
    ]
    assert rebuilding.check() == []


SABOTAGES = {
    "a posting lost": lambda: Posting.objects.filter(term__text="vaksin").delete(),
    "a weight changed": lambda: Posting.objects.filter(term__text="vaksin").update(weight=1),
    "a posting too many": lambda: Posting.objects.create(
        term_id=Term.objects.values_list("pk", flat=True)[0],
        passage_id=Passage.objects.order_by("-pk").values_list("pk", flat=True)[0] + 99,
        weight=5,
    ),
    "a count changed": lambda: Term.objects.filter(text="vaksin").update(passages=9),
    "a word lost": lambda: Word.objects.filter(text="vaksin").delete(),
    "a passage changed": lambda: Passage.objects.filter(text__contains="Vaksin").update(text="Lain"),
    "a digest changed": lambda: Passage.objects.filter(text__contains="Vaksin").update(digest="-"),
    "a document lost": lambda: Document.objects.filter(code="k-2").update(code="k-9"),
    "a document other": lambda: Document.objects.filter(code="k-2").update(digest="-"),
    "the count of all": lambda: Head.objects.update(passages=99),
}


@pytest.mark.parametrize("sabotage", SABOTAGES.values(), ids=SABOTAGES)
def test_whatever_is_wrong_is_named_and_put_right(sabotage: object) -> None:
    assert callable(sabotage)
    sabotage()
    runner = CliRunner()
    assert runner.invoke(command, ["search", "--check"]).exit_code == 1
    assert "Put right." in runner.invoke(command, ["search"]).output
    assert runner.invoke(command, ["search", "--check"]).exit_code == 0
    assert codes("vaksin")[0] in ("k-1", "M2")


def test_all_projections_are_compared_when_none_is_named() -> None:
    Posting.objects.filter(term__text="vaksin").delete()
    result = CliRunner().invoke(command, ["--check"])
    assert result.exit_code == 1
    assert "The live projections equal the rebuilt ones" in result.output
    assert "search: knowledge k-1" in result.output
