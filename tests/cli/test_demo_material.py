"""The demonstration's people, offers and knowledge are as many as published, and hold together."""

from collections import Counter
from datetime import date, time, timedelta

import pytest

from alur.cli.demo import (
    FULL,
    SMALL,
    Scale,
    accounts,
    employees,
    evaluations,
    knowledge,
    modules,
    sessions,
    texts,
    units,
)

LOADED_ON = date(2026, 11, 24)
NEW_YEAR_2023 = date(2023, 1, 1)
SCALES = pytest.mark.parametrize("scale", [FULL, SMALL], ids=lambda scale: scale.name)


def test_the_agency_has_106_units_in_34_provinces() -> None:
    rows = units()
    assert Counter(row["kind"] for row in rows) == {
        "biro": 5, "inspektorat": 2, "direktorat": 19, "pusat": 4, "balai besar": 25, "balai": 29, "loka": 22,
    }  # fmt: skip
    assert len({row["code"] for row in rows}) == 106
    assert len({row["province"] for row in rows}) == 34
    assert len({row["city"] for row in rows if row["parent_code"]}) == 42


@SCALES
def test_every_parent_is_a_unit_of_the_same_province_named_before(scale: Scale) -> None:
    provinces: dict[str, str] = {}
    for row in units(scale=scale):
        assert row["parent_code"] == "" or provinces[row["parent_code"]] == row["province"]
        provinces[row["code"]] = row["province"]


@pytest.mark.parametrize(("scale", "unit_count", "head_count"), [(FULL, 106, 4948), (SMALL, 20, 200)])
def test_every_unit_has_people_all_of_them_active(scale: Scale, unit_count: int, head_count: int) -> None:
    rows = employees(scale=scale)
    assert len(units(scale=scale)) == unit_count
    assert len({row["nip"] for row in rows}) == len(rows) == head_count
    assert {row["unit_code"] for row in rows} == {row["code"] for row in units(scale=scale)}
    assert {row["active"] for row in rows} == {True}
    assert len({row["email"] for row in rows}) == len(rows)


@SCALES
def test_employee_numbers_are_well_formed(scale: Scale) -> None:
    for row in employees(scale=scale):
        nip, month = row["nip"], int(row["nip"][12:14])
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
        assert len(nip) == 18
        assert nip[14] in "12"
        assert month == 21 if row["employment"] == "pppk" else 1 <= month <= 12
        assert 18 <= int(nip[8:12]) - born.year <= 37
        assert int(nip[8:12]) <= 2021


@SCALES
def test_each_has_a_superior_in_her_unit_and_heads_the_head_above(scale: Scale) -> None:
    people = {row["nip"]: row for row in employees(scale=scale)}
    above = {row["code"]: row["parent_code"] for row in units(scale=scale)}
    heads: list[str] = []
    for row in people.values():
        superior = people.get(row["supervisor_nip"])
        if superior is None or superior["unit_code"] != row["unit_code"]:
            heads.append(row["unit_code"])
            assert above[row["unit_code"]] == (superior["unit_code"] if superior else "")
    assert sorted(heads) == sorted(above)


@SCALES
def test_the_accounts_make_the_screens_alive(scale: Scale) -> None:
    people = {row["nip"]: row for row in employees(scale=scale)}
    by_key = {account.key: account for account in accounts(scale=scale)}
    assert list(by_key) == ["pegawai", "atasan", "pengelola", "kurator", "ppsdm", "pimpinan", "admin"]
    assert people[by_key["pegawai"].nip]["supervisor_nip"] == by_key["atasan"].nip
    team = [row for row in people.values() if row["supervisor_nip"] == by_key["atasan"].nip]
    assert 8 <= len(team) <= 12
    unit_code = people[by_key["pegawai"].nip]["unit_code"]
    assert (by_key["pengelola"].role, by_key["pengelola"].unit_code) == ("pengelola", unit_code)
    assert "loka" in {row["kind"] for row in units(scale=scale) if row["parent_code"] == unit_code}


def test_modules_are_as_many_and_worth_as_much_as_published() -> None:
    rows = list(modules(until=NEW_YEAR_2023))
    assert Counter((row["kind"], row["jp"]) for row in rows) == {
        ("microlearning", 1): 60, ("e-learning", 2): 35, ("e-learning", 4): 12, ("e-learning", 6): 8,
    }  # fmt: skip
    assert all(row["minutes"] == 45 * row["jp"] for row in rows)
    assert {row["published_on"].year for row in rows} == {2020, 2021, 2022}
    later = list(modules(until=LOADED_ON))
    assert len({row["code"] for row in later}) == len({row["title"] for row in later}) == len(later) == 143
    assert all(row["summary"].endswith(".") and ";" in row["topics"] for row in later)


def test_sessions_of_2022_are_as_many_as_held() -> None:
    rows = [row for row in sessions(until=LOADED_ON) if row["starts_at"].year == 2022]
    lengths = Counter((row["kind"], row["ends_at"] - row["starts_at"], row["jp"]) for row in rows)
    assert lengths == {
        ("discussion", timedelta(minutes=90), 2): 30,
        ("webinar", timedelta(minutes=135), 3): 40,
        ("webinar", timedelta(minutes=180), 4): 12,
    }


@SCALES
def test_sessions_are_held_on_working_days_by_units_of_the_agency(scale: Scale) -> None:
    codes = {row["code"] for row in units(scale=scale)}
    rows = list(sessions(until=LOADED_ON, scale=scale))
    assert {row["unit_code"] for row in rows} <= codes
    assert {row["starts_at"].weekday() for row in rows} <= set(range(5))
    assert {row["starts_at"].time() for row in rows} == {time(9), time(13, 30)}
    assert [row["starts_at"] for row in rows] == sorted({row["starts_at"] for row in rows})


def test_knowledge_is_as_much_as_published_by_the_end_of_2022() -> None:
    kinds = Counter(row["kind"] for row in knowledge(until=NEW_YEAR_2023))
    assert (kinds.pop("material"), kinds.pop("research")) == (2420, 135)
    assert set(kinds) == {"procedure", "regulation", "lesson"}
    assert sum(kinds.values()) < 150


@SCALES
def test_knowledge_items_are_all_different_and_by_people_of_the_unit(scale: Scale) -> None:
    unit_of = {row["nip"]: row["unit_code"] for row in employees(scale=scale)}
    rows = list(knowledge(until=LOADED_ON, scale=scale))
    assert len({row["id"] for row in rows}) == len({row["title"] for row in rows}) == len(rows)
    assert all(unit_of[row["author_nip"]] == row["unit_code"] for row in rows)
    by_hand = {text.code for text in texts(scale)}
    assert {len(row["body"].split("\n\n")) for row in rows if row["id"] not in by_hand} == {3}
    assert not any("{" in row["title"] + row["body"] for row in rows)


@SCALES
def test_evaluations_are_answered_within_their_scale(scale: Scale) -> None:
    rows = list(evaluations(until=LOADED_ON, scale=scale))
    assert len({row["record_id"] for row in rows}) == len(rows)
    assert all(1 <= row["score"] <= row["max_score"] == 5 for row in rows)
    assert all(bool(row["session_code"]) != bool(row["module_code"]) for row in rows)
    assert [row["submitted_at"] for row in rows] == sorted(row["submitted_at"] for row in rows)
