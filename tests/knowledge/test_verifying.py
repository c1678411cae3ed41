"""Items have an owner and a day of review; curators of their unit stand for them, and readers say whether they hold."""

from datetime import date

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM, Actor
from alur.base.audit.models import Entry
from alur.base.lib.problems import Problem
from alur.knowledge.models import Item, Opinion
from alur.knowledge.rules.caring import Standing, lapses_on, next_review, standing
from alur.knowledge.services import put_items
from alur.knowledge.services.reading import DISPUTED, say_still_true
from alur.knowledge.services.verifying import CHECKED, Care, care_for, verify_items
from alur.search.queries.narrowing import Narrowing
from alur.search.queries.searching import search
from alur.search.rules.reading import EVERYTHING
from alur.search.services import rebuilding
from tests.cast import SARI, Cast, account, actor
from tests.knowledge.desk import NOW, item, row, told

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("people")]


@pytest.fixture
def curator() -> Actor:
    return actor("198812122012121004", "kurator:BALAI-A")


@pytest.fixture
def sari() -> Actor:
    return actor(SARI)


def found(text: str, *, is_verified: bool = False) -> list[str]:
    return [
        hit.code for hit in search(text, limit=9, reader=EVERYTHING, narrowing=Narrowing(is_verified=is_verified)).hits
    ]


@pytest.mark.parametrize(
    ("kind", "since", "day"),
    [
        ("procedure", date(2026, 1, 15), date(2027, 1, 15)),
        ("regulation", date(2024, 2, 29), date(2025, 2, 28)),
        ("material", date(2026, 1, 31), date(2028, 1, 31)),
        ("answer", date(2026, 12, 1), date(2029, 12, 1)),
        ("notulen", date(2026, 1, 15), date(2029, 1, 15)),
    ],
)
def test_the_kind_says_when_to_look_again(kind: str, since: date, day: date) -> None:
    assert next_review(kind, since) == day


def test_an_item_lapses_by_either_day() -> None:
    day, later = date(2026, 6, 1), date(2026, 6, 2)
    assert [lapses_on(None, None), lapses_on(later, None), lapses_on(later, day), lapses_on(day, later)] == [
        None,
        later,
        later,
        day,
    ]
    assert [standing(day, None, day), standing(later, day, day), standing(later, day, later)] == [
        Standing.DUE,
        Standing.FRESH,
        Standing.EXPIRED,
    ]


def test_the_author_owns_what_is_new(people: Cast) -> None:
    sop = item("SOP")
    assert (sop.owner, sop.owner_unit, sop.review_on) == (people.sari, people.balai_a, date(2027, 1, 15))
    assert (item("SEMUA").owner, item("SEMUA").owner_unit) == (None, None)


def test_a_curator_stands_for_what_is_of_her_units(curator: Actor, sari: Actor) -> None:
    verify_items(actor=curator, codes=["SOP", "MAT"])
    assert (item("SOP").verified_at, item("SOP").verified_by, item("SOP").review_on) == (
        NOW,
        curator.name,
        date(2027, 6, 1),
    )
    written = Entry.objects.filter(action="knowledge.verify").values_list("actor", "target")
    assert sorted(written) == [(curator.name, "knowledge:MAT"), (curator.name, "knowledge:SOP")]
    for who, code in ((curator, "SEMUA"), (sari, "SOP")):
        with pytest.raises(Problem) as refused:
            verify_items(actor=who, codes=[code])
        assert refused.value.code == "access.not_allowed"
    with pytest.raises(Problem) as missing:
        verify_items(actor=curator, codes=["TIDAK-ADA"])
    assert missing.value.status == 404


def test_what_is_verified_is_found_first_until_it_lapses(curator: Actor) -> None:
    alike = [row(code, "Tata cara lelang", "lesson", "LOKA-A", "", body="Lelang diumumkan.") for code in ("L1", "L2")]
    put_items(actor=SYSTEM, rows=alike)
    assert found("lelang") == ["L1", "L2"]
    verify_items(actor=curator, codes=["L2"])
    assert (found("lelang"), found("lelang", is_verified=True)) == (["L2", "L1"], ["L2"])

    care_for(actor=curator, code="L2", care=Care("", None, date(2026, 5, 31), "Keputusan lama"))
    assert found("lelang") == ["L1", "L2"]
    assert rebuilding.check() == []
    with pytest.raises(Problem) as expired:
        verify_items(actor=curator, codes=["L2"])
    assert expired.value.code == "knowledge.expired"


def test_another_text_is_verified_by_nobody(curator: Actor, sari: Actor, people: Cast) -> None:
    verify_items(actor=curator, codes=["SOP"])
    say_still_true(actor=sari, code="SOP", holds=True)
    same = row("SOP", "Cara menyegel sampel", "procedure", "BALAI-A", SARI)
    put_items(actor=SYSTEM, rows=[same])
    assert (item("SOP").verified_at, Opinion.objects.count()) == (NOW, 1)
    put_items(actor=SYSTEM, rows=[row("SOP", "Cara menyegel sampel", "procedure", "BALAI-A", SARI, body="Lain.")])
    assert (item("SOP").verified_at, item("SOP").verified_by, Opinion.objects.count()) == (None, "", 0)
    assert found("segel", is_verified=True) == []
    assert rebuilding.check() == []


def test_a_reader_says_once_whether_it_holds(sari: Actor, people: Cast, curator: Actor) -> None:
    lina = actor(people.lina.nip)
    say_still_true(actor=sari, code="MAT", holds=True)
    say_still_true(actor=sari, code="MAT", holds=False, text="  Segelnya kini satu.  ")
    say_still_true(actor=lina, code="MAT", holds=True)
    said = Opinion.objects.order_by("employee__name").values_list("employee__nip", "holds", "text")
    assert list(said) == [(people.lina.nip, True, ""), (SARI, False, "Segelnya kini satu.")]
    assert told(people.lina.nip) == [DISPUTED]

    verify_items(actor=curator, codes=["MAT"])
    assert (Opinion.objects.count(), told(SARI), told(people.lina.nip)) == (0, [CHECKED], [DISPUTED])
    say_still_true(actor=sari, code="MAT", holds=True)
    assert Opinion.objects.count() == 1


def test_a_doubt_needs_a_word_and_a_reader_at_work(sari: Actor) -> None:
    for text, code in (("  ", "knowledge.no_words"), ("x" * 501, "knowledge.too_long")):
        with pytest.raises(Problem) as refused:
            say_still_true(actor=sari, code="SOP", holds=False, text=text)
        assert refused.value.code == code
    with pytest.raises(Problem) as nobody:
        say_still_true(actor=actor("robot", "ppsdm"), code="SOP", holds=True)
    assert nobody.value.code == "knowledge.no_reader"
    assert Opinion.objects.count() == 0


def test_care_is_kept_by_curators_only(curator: Actor, sari: Actor, people: Cast) -> None:
    wanted = Care(people.lina.nip, date(2026, 9, 1), date(2026, 12, 31), "Peraturan BPOM Nomor 1 Tahun 2026")
    care_for(actor=curator, code="SOP", care=wanted)
    kept = item("SOP")
    assert (kept.owner, kept.owner_unit, kept.review_on) == (people.lina, people.loka_a, date(2026, 9, 1))
    assert (kept.valid_until, kept.source) == (date(2026, 12, 31), "Peraturan BPOM Nomor 1 Tahun 2026")
    with pytest.raises(Problem):
        care_for(actor=sari, code="SOP", care=wanted)
    with pytest.raises(Problem) as unknown:
        care_for(actor=curator, code="SOP", care=Care("123", None, None, ""))
    assert unknown.value.field == "pemilik"


def test_the_page_says_who_stands_for_it(client: Client, curator: Actor) -> None:
    verify_items(actor=curator, codes=["SOP"])
    client.force_login(account(SARI))
    client.cookies["bahasa"] = "id"
    for address in ("/pengetahuan/SOP", "/pengetahuan?pasti=1", "/cari?q=segel&pasti=1"):
        page = client.get(address).content.decode()
        assert "Terverifikasi" in page
        assert "1 Juni 2026" in page
        assert "Materi segel" not in page
    assert "/verifikasi" not in client.get("/pengetahuan/SOP").content.decode()
    Item.objects.filter(pk=item("SOP").pk).update(review_on=date(2026, 6, 1))
    assert "Isi ini perlu ditinjau sejak 1 Juni 2026" in client.get("/pengetahuan/SOP").content.decode()


def test_one_tap_on_the_page(client: Client, people: Cast) -> None:
    client.force_login(account(people.tono.nip, "kurator:BALAI-A"))
    assert client.post("/pengetahuan/SOP/verifikasi").headers["Location"] == "/pengetahuan/SOP"
    assert item("SOP").verified_at == NOW
    assert client.post("/pengetahuan/SOP/verifikasi", {"antrean": "1"}).headers["Location"] == "/kurasi/pengetahuan"
    assert client.post("/pengetahuan/SEMUA/verifikasi").status_code == 403
    assert client.post("/pengetahuan/SOP/benar", {"benar": "1"}).status_code == 302
    wrong = client.post("/pengetahuan/SOP/benar", {"benar": "0", "kata": ""})
    assert (wrong.status_code, 'id="kata-salah"' in wrong.content.decode()) == (422, True)
    form = {"sumber": "Pedoman", "berlaku": "2026-01-01", "tinjau": "", "pemilik": ""}
    assert client.post("/pengetahuan/SOP/rawat", form).status_code == 302
    assert client.post("/pengetahuan/SOP/verifikasi").headers["Location"] == "/pengetahuan/SOP/rawat"
    assert client.post("/pengetahuan/SOP/rawat", {**form, "berlaku": "kapan"}).status_code == 422
    assert client.post("/pengetahuan/SOP/dibaca").status_code == 204
    assert item("SOP").reads == 1


def test_what_is_past_its_last_day_is_given_another_before_it_is_verified(people: Cast) -> None:
    client = Client()
    client.force_login(account("198812122012121004", "kurator"))
    verify = '<button class="button button-main">'
    assert verify in client.get("/pengetahuan/SOP").content.decode()

    Item.objects.update(valid_until=date(2026, 5, 31))
    page = client.get("/pengetahuan/SOP").content.decode()
    assert verify not in page
    assert 'class="button button-main" href="/pengetahuan/SOP/rawat"' in page
