"""Modules are found by what their screens say, sessions by title, summary and speaker; as they are now."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from alur.base.access.rules import SYSTEM
from alur.base.lib import clock
from alur.cli.content import import_content
from alur.learning.services.drafts import archive_module
from alur.search.queries.searching import Hit, search
from alur.search.rules.reading import EVERYTHING
from tests.imports import empty_store, take, take_basics

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CONTENT = """---
code: M1
title: Validasi proses
---

# Tiga bets

Validasi **prospektif** memakai tiga bets berturut-turut.

---

# Periksa diri

## ? Berapa bets diperiksa?

- = rahasia
- = dirahasiakan

---

# Daftar

## ? Mana penyimpangan?

- (x) Suhu melebihi batas
- ( ) Label lengkap
"""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        (tmp_path / "M1.md").write_text(CONTENT, encoding="utf-8")
        assert import_content(tmp_path / "M1.md").rejected == 0
        yield


def found(text: str) -> list[Hit]:
    return list(search(text, limit=5, reader=EVERYTHING).hits)


def test_a_module_is_found_at_the_screen_that_answers() -> None:
    hit = found("prospektif")[0]
    assert (hit.code, hit.heading, hit.place) == ("M1", "Tiga bets", "layar/1")
    assert hit.text == "Validasi prospektif memakai tiga bets berturut-turut."
    assert found("suhu melebihi batas")[0].place == "layar/3"


def test_an_accepted_answer_is_not_given_away() -> None:
    assert found("dirahasiakan") == []


def test_another_title_counts_at_once(tmp_path: Path) -> None:
    take(tmp_path, "modules", "code,title,jp,published_on\nM2,Pemusnahan arsip,2.5,2022-01-04\n")
    assert [hit.code for hit in found("pemusnahan")] == ["M2"]
    assert found("rantai") == []


def test_an_archived_module_is_found_no_more_until_it_is_back() -> None:
    archive_module(actor=SYSTEM, code="M1", is_archived=True)
    assert found("prospektif") == []
    archive_module(actor=SYSTEM, code="M1", is_archived=False)
    assert [hit.code for hit in found("prospektif")] == ["M1"]


def test_what_is_not_published_yet_is_not_found(tmp_path: Path) -> None:
    later: date = clock.today() + timedelta(days=1)
    take(tmp_path, "modules", f"code,title,jp,published_on\nM3,Gelar perkara,1,{later}\n")
    assert found("gelar perkara") == []
    with clock.frozen_at(clock.now() + timedelta(days=1)):
        assert [hit.code for hit in found("gelar perkara")] == ["M3"]


def test_a_session_is_found_by_its_speaker(tmp_path: Path) -> None:
    row = "S2,Recall produk,webinar,2022-04-10T09:00,2022-04-10T11:00,2,Ratna Wijayanti"
    take(tmp_path, "sessions", f"code,title,kind,starts_at,ends_at,jp,speaker\n{row}\n")
    [hit] = found("wijayanti")
    assert (hit.kind, hit.own_kind, hit.code) == ("session", "webinar", "S2")
