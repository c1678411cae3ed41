"""The demonstration's texts are worth reading: long enough, no two alike, by people and with links that there are."""

import re
from collections import Counter
from datetime import date

import pytest

from alur.base.lib.markdown import to_html
from alur.cli.demo import FULL, SMALL, Text, knowledge, modules, sessions, texts
from alur.cli.demo.staffing import staff
from alur.cli.demo.texts import TEXTS, rows
from tests.sentences import shared_sentences

ALL = texts(FULL)
LOADED_ON = date(2026, 11, 24)
KINDS = {"material", "procedure", "regulation", "research", "lesson", "answer"}
FEWEST_WORDS, MOST_WORDS = 180, 450
# Written twice on purpose, by two units that did not know of each other: curators have something to merge.
TWINS = frozenset({"LK-CDOB-01", "LK-CDOB-02"})
PEOPLE = {(person.unit.code, person.position) for person in staff(FULL)}
OFFERED = {row["code"] for row in (*modules(until=LOADED_ON), *sessions(until=LOADED_ON))}
BODIES = {row["id"]: row["body"] for row in rows(until=LOADED_ON, scale=FULL)}
EVERY = pytest.mark.parametrize("text", ALL, ids=lambda text: text.code)


def test_every_file_is_a_text_under_its_own_name() -> None:
    assert sorted(text.code for text in ALL) == sorted(path.stem for path in TEXTS.iterdir())
    assert len({text.title for text in ALL}) == len(ALL) >= 200


@EVERY
def test_a_text_is_as_long_as_one_reads(text: Text) -> None:
    assert FEWEST_WORDS <= len(text.body.split()) <= MOST_WORDS
    assert "## " in text.body
    assert "\n# " not in f"\n{text.body}"
    assert "<h2>" in to_html(text.body)


@EVERY
def test_a_text_is_by_somebody_of_its_unit(text: Text) -> None:
    assert text.kind in KINDS
    assert date(2019, 1, 1) <= text.created_on < LOADED_ON
    assert (text.unit, text.author) in PEOPLE


@EVERY
def test_a_text_leads_to_modules_and_sessions_that_there_are(text: Text) -> None:
    assert {*text.modules, *text.sessions} <= OFFERED
    for code in (*text.modules, *text.sessions):
        assert re.search(rf"\[[^\]]+\]\(/(modul|sesi)/{code}\)", BODIES[text.code])


@EVERY
def test_a_text_is_for_units_and_related_to_texts_that_there_are(text: Text) -> None:
    assert {unit.removesuffix("+") for unit in text.audience} <= {unit for unit, _ in PEOPLE}
    assert not text.audience or text.unit in {unit.removesuffix("+") for unit in text.audience}
    assert {code for codes in text.related.values() for code in codes} <= {text.code for text in ALL} - {text.code}


def test_what_amends_or_replaces_a_text_is_younger() -> None:
    days = {text.code: text.created_on for text in ALL}
    found = [(kind, code, text) for text in ALL for kind, codes in text.related.items() for code in codes]
    assert {kind for kind, _, _ in found} == {"amends", "implements", "replaces"}
    assert all(days[code] < text.created_on for kind, code, text in found if kind != "implements")


def test_no_two_texts_share_a_sentence() -> None:
    shared = shared_sentences((text.code, text.body) for text in ALL)
    assert {words: codes for words, codes in shared.items() if codes != TWINS} == {}


def test_two_texts_are_nearly_the_same() -> None:
    bodies = {text.code: text.body for text in ALL if text.code in TWINS}
    assert len(shared_sentences(bodies.items())) >= 8
    assert len(set(bodies.values())) == 2


def test_only_as_many_texts_as_published_items_make_room_take_their_place() -> None:
    years = Counter((row["kind"], row["created_on"].year) for row in knowledge(until=LOADED_ON, scale=SMALL))
    assert years["material", 2022] == 45
    assert {text.kind for text in texts(SMALL)} >= {"material", "procedure", "lesson", "answer"}
    assert {text.code for text in texts(SMALL)} <= {text.code for text in ALL}
    assert len(texts(SMALL)) <= 20
