"""Who may see and do what: role x unit x action, the whole table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alur.base.access import permissions, queries
from alur.base.access.rules import NOBODY, SYSTEM, Actor, Grant
from alur.people.models import Employee
from alur.people.permissions import PERSONS, ROLES, may_see_employee, visible_employees, visible_paths
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

UNITS = ("own", "below", "beside", "above")
EVERYWHERE = dict.fromkeys(UNITS, True)
NOWHERE = dict.fromkeys(UNITS, False)
DOWN = {"own": True, "below": True, "beside": False, "above": False}

# Each role held in BALAI-A, except the implied ones, which reach persons only.
TABLE = {
    "people.see_employee": {"pengelola": DOWN, "pimpinan": DOWN, "ppsdm": DOWN, "admin": DOWN},
    "people.import": {"ppsdm": DOWN, "admin": DOWN},
    "records.import": {"pengelola": DOWN, "ppsdm": DOWN, "admin": DOWN},
    "figures.see": {"pengelola": DOWN, "pimpinan": DOWN, "ppsdm": DOWN, "admin": DOWN},
    "reports.subscribe": {"pengelola": DOWN, "pimpinan": DOWN, "ppsdm": DOWN},
    "figures.brief": {"pimpinan": DOWN, "ppsdm": DOWN, "admin": DOWN},
    "ledger.see_others": {"pengelola": DOWN, "ppsdm": DOWN},
    "ledger.reverse": {"ppsdm": DOWN},
    "ledger.answer": {"pengelola": DOWN, "ppsdm": DOWN},
    "catalogue.manage": {"kurator": DOWN, "ppsdm": DOWN},
    "content.author": {"kurator": DOWN, "ppsdm": DOWN},
    "content.review": {"kurator": DOWN, "ppsdm": DOWN},
    "sessions.manage": {"pengelola": DOWN, "ppsdm": DOWN},
    "assignments.manage": {"pengelola": DOWN, "ppsdm": DOWN},
    "feedback.give": {"pengelola": DOWN, "ppsdm": DOWN},
    "knowledge.curate": {"kurator": DOWN, "ppsdm": DOWN},
    "knowledge.read_any": {"kurator": DOWN, "ppsdm": DOWN, "admin": DOWN},
    "accounts.manage": {"admin": DOWN},
    "accounts.help": {"pengelola": DOWN, "ppsdm": DOWN, "admin": DOWN},
    "integration.manage": {"admin": DOWN},
}


def reach(actor: Actor, action: str, units: dict[str, str]) -> dict[str, bool]:
    return {unit: permissions.allows(actor, action, path=path) for unit, path in units.items()}


def paths(people: cast.Cast) -> dict[str, str]:
    nodes = {"own": people.balai_a, "below": people.loka_a, "beside": people.balai_b, "above": people.pusat}
    return {name: node.path for name, node in nodes.items()}


def test_role_by_unit_by_action() -> None:
    people = cast.assemble()
    units = paths(people)
    actors = {
        role.code: cast.actor(f"the-{role.code}", f"{role.code}:BALAI-A") for role in ROLES if not role.is_implied
    }
    actors["pegawai"] = cast.actor(cast.SARI)
    actors["atasan"] = cast.actor(cast.BUDI)

    found = {
        action: {role: reach(actor, action, units) for role, actor in actors.items()}
        for action in permissions.actions()
    }

    expected = {action: {role: TABLE[action].get(role, NOWHERE) for role in actors} for action in TABLE}
    assert {action: found[action] for action in TABLE} == expected


def test_role_without_unit_reaches_everywhere() -> None:
    people = cast.assemble()
    actor = cast.actor("kepala", "pimpinan")

    assert reach(actor, "figures.see", paths(people)) == EVERYWHERE
    assert permissions.allows(actor, "figures.see") is True


def test_role_in_a_unit_does_not_reach_the_whole_at_once() -> None:
    cast.assemble()
    actor = cast.actor("kepala-balai", "pimpinan:BALAI-A")

    assert permissions.allows(actor, "figures.see") is False


def test_grant_of_a_lost_unit_reaches_nothing() -> None:
    people = cast.assemble()
    account = cast.account("lama", "pimpinan:BALAI-B")
    people.tono.delete()
    people.balai_b.delete()

    assert queries.actor_of(account).grants == frozenset()


def test_implied_roles_follow_the_staff_list() -> None:
    people = cast.assemble()
    sari, budi = cast.actor(cast.SARI), cast.actor(cast.BUDI)
    lina = cast.account(people.lina.nip)
    Employee.objects.filter(pk=people.lina.pk).update(is_active=False)

    assert sari.grants == {Grant("pegawai", PERSONS)}
    assert budi.grants == {Grant("pegawai", PERSONS), Grant("atasan", PERSONS)}
    assert queries.actor_of(lina).grants == frozenset()


def seen_by(actor: Actor, people: cast.Cast) -> set[str]:
    everyone = {"sari": people.sari, "budi": people.budi, "lina": people.lina, "tono": people.tono, "rina": people.rina}
    return {name for name, employee in everyone.items() if may_see_employee(actor, employee)}


def test_who_sees_whom() -> None:
    people = cast.assemble()
    actors = {
        "sari": cast.actor(cast.SARI),
        "budi": cast.actor(cast.BUDI),
        "pengelola": cast.actor("p-a", "pengelola:BALAI-A"),
        "pengelola beside": cast.actor("p-b", "pengelola:BALAI-B"),
        "kurator": cast.actor("kur", "kurator"),
        "ppsdm": cast.actor("pus", "ppsdm"),
        "nobody": NOBODY,
        "system": SYSTEM,
    }

    assert {name: seen_by(actor, people) for name, actor in actors.items()} == {
        "sari": {"sari"},
        "budi": {"budi", "sari"},
        "pengelola": {"sari", "budi", "lina"},
        "pengelola beside": {"tono"},
        "kurator": set(),
        "ppsdm": {"sari", "budi", "lina", "tono", "rina"},
        "nobody": set(),
        "system": {"sari", "budi", "lina", "tono", "rina"},
    }


def test_units_in_reach() -> None:
    people = cast.assemble()
    both = cast.actor("dua", "pengelola:BALAI-A", "pengelola:LOKA-A", "pimpinan:BALAI-B")

    assert visible_paths(both, "figures.see") == sorted([people.balai_a.path, people.balai_b.path])
    assert visible_paths(cast.actor("kur", "kurator"), "figures.see") == []
    assert visible_paths(cast.actor("pus", "ppsdm"), "figures.see") == [""]
    assert visible_paths(SYSTEM, "figures.see") == [""]


ROLE_CODES = [role.code for role in ROLES]


class Agreement(TestCase):
    """The question about one and the filter over all give the same answer."""

    people: cast.Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = cast.assemble()

    @given(
        subject=st.sampled_from(["", cast.SARI, cast.BUDI, "199001012014022003", "none"]),
        held=st.sets(st.tuples(st.sampled_from(ROLE_CODES), st.integers(0, 5)), max_size=4),
        action=st.sampled_from(["people.see_employee", "ledger.see_others", "figures.see"]),
    )
    def test_one_and_all_agree(self, subject: str, held: set[tuple[str, int]], action: str) -> None:
        people = self.people
        places = ["", PERSONS, *(unit.path for unit in (people.pusat, people.balai_a, people.loka_a, people.balai_b))]
        grants = frozenset(Grant(role, places[place]) for role, place in held)
        actor = Actor(kind="account", name="account:1", subject=subject, grants=grants)

        one_by_one = {
            employee.pk
            for employee in Employee.objects.select_related("unit", "supervisor")
            if may_see_employee(actor, employee, action=action)
        }

        assert set(Employee.objects.filter(visible_employees(actor, action=action)).values_list("pk", flat=True)) == (
            one_by_one
        )
