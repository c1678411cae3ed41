"""Assignments: who may ask what of whom, that twice is once, and that being done follows from completions alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.access.rules import Actor
from alur.base.audit.models import Entry as AuditEntry
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.learning.models import Assignment, Module
from alur.learning.queries.assignments import Due, dues, fallen_away, reached, still_open
from alur.learning.rules.assigning import Asked, Progress, is_sensible_due, progress
from alur.learning.services.assigning import (
    Target,
    Terms,
    assign,
    change_assignment,
    enrol,
    withdraw_assignment,
)
from alur.people.models import Employee, Unit
from tests import cast
from tests.learning.house import NEXT_WEEK, NOW, TODAY, TONO, House, done, furnished, sari_is_asked

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with furnished() as found:
        yield found


def hers(employee: Employee) -> list[Due]:
    return dues([employee.pk]).get(employee.pk, [])


# Rules.


@pytest.mark.parametrize(
    ("due_on", "done_on", "expected"),
    [
        (None, None, Progress.OPEN),
        (TODAY + timedelta(days=8), None, Progress.OPEN),
        (NEXT_WEEK, None, Progress.SOON),
        (TODAY, None, Progress.SOON),
        (TODAY - timedelta(days=1), None, Progress.OVERDUE),
        (TODAY, TODAY, Progress.IN_TIME),
        (TODAY - timedelta(days=1), TODAY, Progress.LATE),
        (None, TODAY, Progress.IN_TIME),
        (TODAY, date(2026, 1, 2), Progress.IN_TIME),
    ],
)
def test_how_far_somebody_is(due_on: date | None, done_on: date | None, expected: Progress) -> None:
    assert progress(due_on, done_on, today=TODAY) == expected


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
ASKED = st.builds(Asked, DAYS, st.booleans())


@given(ASKED, ASKED, ASKED)
def test_what_several_ask_is_the_same_in_any_order(one: Asked, two: Asked, three: Asked) -> None:
    assert one.with_(two) == two.with_(one)
    assert one.with_(two).with_(three) == one.with_(two.with_(three))
    assert one.with_(one) == one


def test_sensible_due_dates() -> None:
    days = {-1: False, 0: True, 365: True, 5 * 366: True, 5 * 366 + 1: False}
    assert {each: is_sensible_due(TODAY + timedelta(days=each), today=TODAY) for each in days} == days


# Who may ask whom.

SEEN: dict[str, dict[str, int]] = {
    cast.SARI: {"sari": 200, "budi": 404, "tono": 404, "unit": 403, "below": 403, "beside": 403, "agency": 403},
    cast.BUDI: {"sari": 200, "budi": 200, "tono": 404, "unit": 403, "below": 403, "beside": 403, "agency": 403},
    "pengelola-a": {"sari": 200, "budi": 200, "tono": 404, "unit": 200, "below": 200, "beside": 403, "agency": 403},
    "pengelola-b": {"sari": 404, "budi": 404, "tono": 200, "unit": 403, "below": 403, "beside": 200, "agency": 403},
    "pusat": dict.fromkeys(("sari", "budi", "tono", "unit", "below", "beside", "agency"), 200),
    **{
        name: {
            **dict.fromkeys(("sari", "budi", "tono"), 404),
            **dict.fromkeys(("unit", "below", "beside", "agency"), 403),
        }
        for name in ("kurator", "kepala", "pranata")
    },
}


def targets(people: cast.Cast) -> dict[str, Target]:
    persons = {"sari": cast.SARI, "budi": cast.BUDI, "tono": TONO}
    units: dict[str, Unit | None] = {"unit": people.balai_a, "below": people.loka_a, "beside": people.balai_b}
    return {name: Target(nip=nip) for name, nip in persons.items()} | {
        name: Target(unit=unit) for name, unit in {**units, "agency": None}.items()
    }


def test_role_by_target(house: House) -> None:
    found = {
        name: {to: tried(house.actor(name), target) for to, target in targets(house.people).items()} for name in SEEN
    }

    assert found == SEEN
    assert {each.target for each in Assignment.objects.filter(given_by=house.actor(cast.SARI).name)} == {
        f"employee:{house.people.sari.pk}"
    }


def tried(actor: Actor, target: Target) -> int:
    try:
        assign(actor=actor, code="M1", targets=[target], terms=Terms())
    except Problem as problem:
        return problem.status
    return 200


def test_who_may_change_it(house: House) -> None:
    by_budi = sari_is_asked(house, Terms(NEXT_WEEK))
    by_centre = sari_is_asked(house, Terms(NEXT_WEEK), by="pusat")

    def changed(username: str, id: int) -> int:
        try:
            change_assignment(actor=house.actor(username), id=id, terms=Terms(TODAY))
        except Problem as problem:
            return problem.status
        return 200

    names = [cast.SARI, cast.BUDI, TONO, "pengelola-a", "pengelola-b", "pusat", "kurator", "pranata"]
    refused = dict.fromkeys((cast.SARI, cast.BUDI, TONO, "pengelola-b", "kurator", "pranata"), 404)
    assert {name: changed(name, by_centre.pk) for name in names} == {**refused, "pengelola-a": 200, "pusat": 200}
    assert {name: changed(name, by_budi.pk) for name in (cast.SARI, cast.BUDI, "pengelola-b")} == {
        cast.SARI: 404, cast.BUDI: 200, "pengelola-b": 404
    }  # fmt: skip


def test_a_supervisor_of_yesterday_changes_nothing(house: House) -> None:
    given = sari_is_asked(house, Terms(NEXT_WEEK))
    Employee.objects.filter(nip=cast.SARI).update(supervisor=house.people.rina)
    with pytest.raises(Problem):
        withdraw_assignment(actor=house.actor(cast.BUDI), id=given.pk)


# What it comes to.


def test_twice_is_once_with_the_new_terms(house: House) -> None:
    for terms in (Terms(TODAY), Terms(TODAY), Terms(NEXT_WEEK, is_mandatory=True)):
        sari_is_asked(house, terms)
    both = [Target(nip=cast.SARI), Target(nip=cast.SARI)]
    assign(actor=house.actor(cast.BUDI), code="M1", targets=both, terms=Terms(NEXT_WEEK, is_mandatory=True))

    [row] = Assignment.objects.all()
    assert (row.due_on, row.is_mandatory) == (NEXT_WEEK, True)
    assert AuditEntry.objects.filter(action="learning.assign", target="module:M1").count() == 4


def test_of_several_the_earliest_holds_and_she_sees_one(house: House) -> None:
    enrol(actor=house.actor(cast.SARI), code="M1")
    sari_is_asked(house, Terms(NEXT_WEEK))
    assign(
        actor=house.actor("pusat"),
        code="M1",
        targets=[Target()],
        terms=Terms(NEXT_WEEK + timedelta(days=9), is_mandatory=True),
    )

    [due] = hers(house.people.sari)
    assert (due.due_on, due.is_mandatory, due.source, due.progress) == (NEXT_WEEK, True, "supervisor", Progress.SOON)
    assert due.own_id == Assignment.objects.get(source="self").pk


def test_units_and_positions_reach_whom_they_describe_also_later(house: House) -> None:
    people = house.people
    Employee.objects.filter(pk__in=[people.sari.pk, people.tono.pk]).update(position="Penguji")
    centre = house.actor("pusat")
    assign(actor=centre, code="M1", targets=[Target(unit=people.balai_a)], terms=Terms())
    assign(actor=centre, code="M2", targets=[Target(position="Penguji")], terms=Terms())
    everyone = [people.budi, people.sari, people.lina, people.tono, people.rina]
    found = {each.name: [due.code for due in hers(each)] for each in everyone}
    Employee.objects.filter(pk=people.rina.pk).update(unit=people.loka_a, position="Penguji")

    assert found == {
        "Budi Santoso": ["M1"],
        "Sari Wulandari": ["M1", "M2"],
        "Lina Marpaung": ["M1"],
        "Tono Siregar": ["M2"],
        "Rina Dewi": [],
    }
    assert [due.code for due in hers(people.rina)] == ["M1", "M2"]
    counts = {each.activity.code: len(reached(each)) for each in Assignment.objects.all()}
    assert counts == {"M1": 4, "M2": 3}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 1, 5, tzinfo=UTC), Progress.IN_TIME),
        (datetime(2025, 12, 30, tzinfo=UTC), Progress.OPEN),
        (datetime(2025, 12, 31, 18, tzinfo=UTC), Progress.IN_TIME),
    ],
)
def test_what_was_done_earlier_in_the_year_counts(house: House, at: datetime, expected: Progress) -> None:
    done(cast.SARI, at)
    sari_is_asked(house, Terms(TODAY + timedelta(days=30)))
    [due] = hers(house.people.sari)
    assert due.progress == expected


def test_done_late_is_done(house: House) -> None:
    sari_is_asked(house, Terms(TODAY))
    with clock.frozen_at(NOW + timedelta(days=3)):
        assert [due.progress for due in hers(house.people.sari)] == [Progress.OVERDUE]
        done(cast.SARI, clock.now())
        assert [due.progress for due in hers(house.people.sari)] == [Progress.LATE]


def test_taken_back_it_is_gone_and_can_be_given_anew(house: House) -> None:
    given = sari_is_asked(house, Terms(TODAY))
    for _ in range(2):
        withdraw_assignment(actor=house.actor(cast.BUDI), id=given.pk)
    assert hers(house.people.sari) == []
    assert AuditEntry.objects.filter(action="learning.withdraw_assignment").count() == 1
    sari_is_asked(house, Terms(TODAY))
    assert len(hers(house.people.sari)) == 1


def test_all_of_the_targets_or_none(house: House) -> None:
    with pytest.raises(Problem):
        assign(
            actor=house.actor(cast.BUDI), code="M1", targets=[Target(nip=cast.SARI), Target(nip=TONO)], terms=Terms()
        )
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("code", "nips", "due_on", "expected"),
    [
        ("M404", [cast.SARI], None, "learning.no_module"),
        ("M1\0", [cast.SARI], None, "learning.no_module"),
        ("M1", [], None, "learning.nobody_asked"),
        ("M1", ["x" * 300], None, "people.no_such_employee"),
        ("M1", ["\0"], None, "people.no_such_employee"),
        ("M1", [f"{number:018}" for number in range(201)], None, "learning.too_many_asked"),
        ("M1", [cast.SARI], TODAY - timedelta(days=1), "learning.bad_due"),
        ("M1", [cast.SARI], date.max, "learning.bad_due"),
    ],
)
def test_bad_input_is_told_and_leaves_nothing(
    house: House, code: str, nips: list[str], due_on: date | None, expected: str
) -> None:
    with pytest.raises(Problem) as caught:
        assign(actor=house.actor(cast.BUDI), code=code, targets=[Target(nip=nip) for nip in nips], terms=Terms(due_on))
    assert caught.value.code == expected
    assert caught.value.mend
    assert not Assignment.objects.exists()


def test_archived_modules_are_neither_assigned_nor_asked_for(house: House) -> None:
    sari_is_asked(house, Terms())
    Module.objects.update(is_archived=True)
    found = hers(house.people.sari)
    assert (still_open(found), [each.code for each in fallen_away(found)]) == ([], ["M1"])
    with pytest.raises(Problem) as caught:
        sari_is_asked(house, Terms())
    assert caught.value.code == "learning.module_archived"
