"""What is found by the rarest words alone, and put in order by all."""

import pytest

from alur.base.lib import bulk
from alur.search.queries import scoring
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.reading import shown
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING, Reader
from tests.search.conftest import codes, document, pushed
from tests.settings import ON_POSTGRES

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MANY = 30


@pytest.fixture(autouse=True)
def borders_of_a_small_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three passages be enough, and four be many, as thousands are in a large index."""
    monkeypatch.setattr(scoring, "LEAST_FOUND", 3)
    monkeypatch.setattr(scoring, "READ_WHOLE", 4)
    monkeypatch.setattr(scoring, "PASSAGES_AN_ITEM", 1)


@pytest.fixture
def gudang() -> None:
    """Thirty documents on a warehouse, of which four are of a freezer too, the last of a module."""
    pushed([document(f"g{number:02}", f"Kata nomor{number} tentang gudang.") for number in range(MANY)])
    pushed([document(f"b{number}", "Suhu pembeku dicatat.") for number in range(3)])
    pushed([document("keduanya", "Pembeku di gudang besar.", kind="module")])


def test_common_words_put_in_order_what_rare_ones_found(gudang: None) -> None:
    assert codes("gudang pembeku", limit=4)[0] == "keduanya"


def test_common_words_find_where_rare_ones_find_too_little(gudang: None) -> None:
    found = codes("gudang nomor7", limit=5)
    assert found[0] == "g07"
    assert len(found) == 5


def test_one_word_that_all_hold_finds(gudang: None) -> None:
    assert len(codes("gudang", limit=MANY + 1)) == MANY + 1


def test_what_is_narrowed_is_found_behind_all_that_is_nearer(gudang: None) -> None:
    pushed([document("jauh", f"Catatan harian {'kata ' * 60} gudang.", own_kind="lesson")])
    hits = search("gudang", limit=3, reader=EVERYTHING, narrowing=Narrowing(kind="lesson")).hits
    assert [hit.code for hit in hits] == ["jauh"]


def test_rare_words_come_first() -> None:
    weighed = [scoring.Weighed(1, 1.0, 100), scoring.Weighed(2, 2.0, 3), scoring.Weighed(3, 1.5, 50)]
    rare, common = scoring.parted(weighed, least=3)
    assert ([each.term_id for each in rare], [each.term_id for each in common]) == ([2], [3, 1])


def test_what_is_kept_from_the_reader_takes_no_place(gudang: None) -> None:
    """However near it is, and however much of it there is, and whatever words are common in it alone."""
    sari, stranger = Reader.of(["sari"]), Reader.of(["lain"])
    asked = ("gudang", "pembeku gudang", "suhu pembeku")
    before = [search(text, limit=3, reader=stranger).hits for text in asked]
    pushed(
        [document(f"r{number}", "Gudang pembeku, suhu gudang pembeku.", audience=["sari"]) for number in range(MANY)]
    )
    assert [search(text, limit=3, reader=stranger).hits for text in asked] == before
    assert [hit.code[0] for text in asked[:2] for hit in search(text, limit=3, reader=sari).hits] == ["r"] * 6
    assert len(search("gudang", limit=3 * MANY, reader=sari).hits) == 2 * MANY + 1


def test_what_is_kept_from_the_reader_changes_no_order(gudang: None) -> None:
    stranger = Reader.of(["lain"])
    pushed([document(f"c{number}", "Lemari besi.") for number in range(5)])
    pushed([document(f"a{number}", "Langka langka langka.") for number in range(2)])
    pushed([document("b", "Lemari dan barang yang memang langka.")])
    assert search("langka lemari", limit=1, reader=stranger).hits[0].code == "b"
    pushed([document(f"r{number}", "Barang langka.", audience=["sari"]) for number in range(5)])
    assert search("langka lemari", limit=1, reader=stranger).hits[0].code == "b"


@pytest.mark.skipif(ON_POSTGRES, reason="of SQLite alone")
def test_what_is_kept_from_a_reader_is_found_without_reading_all() -> None:
    condition, parameters = shown(Reader.of(["unit:1"]))
    sql = f"EXPLAIN QUERY PLAN SELECT t.passage_id FROM search_posting t WHERE t.term_id = 1 AND {condition}"
    plan = [row[3] for row in bulk.read(sql, parameters)]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN p")]
