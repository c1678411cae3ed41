"""Who is the same and what is equal."""

import copy
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.records.rules.identity import actor_key, canonical, digest, member_keys
from tests.records.samples import ABSENT, BUDI, ID, SARI, SHA1, changed, full, plain, with_sub_statement

CONTEXT_2_0 = {
    "contextAgents": [{"objectType": "contextAgent", "agent": BUDI, "relevantTypes": ["http://example.com/a"]}],
    "contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [SARI, BUDI]}}],
}
STATEMENTS = [plain(), full(), with_sub_statement(), plain(object=SARI), plain(context=CONTEXT_2_0)]

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds are naive


@pytest.mark.parametrize(
    ("actor", "key"),
    [
        (SARI, "account|urn:alur:nip|199001012015012001"),
        (BUDI, "mbox|mailto:budi@example.go.id"),
        ({"mbox": "mailto:Budi@EXAMPLE.go.id"}, "mbox|mailto:Budi@example.go.id"),
        ({"mbox_sha1sum": SHA1.upper()}, f"sha1|{SHA1}"),
        ({"openid": "http://example.com/Budi"}, "openid|http://example.com/Budi"),
        (
            {"objectType": "Group", "openid": "http://example.com/team", "member": [SARI]},
            "openid|http://example.com/team",
        ),
    ],
)
def test_an_actor_has_one_key(actor: dict[str, Any], key: str) -> None:
    assert actor_key(actor) == key


def test_a_group_without_identifier_is_the_set_of_its_members() -> None:
    group = {"objectType": "Group", "member": [SARI, BUDI]}
    again = {"objectType": "Group", "name": "Team", "member": [BUDI, SARI, BUDI]}

    assert actor_key(group) == actor_key(again)
    assert actor_key(group) != actor_key({"objectType": "Group", "member": [SARI]})
    assert member_keys(group) == [actor_key(SARI), actor_key(BUDI)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", ABSENT),
        ("id", "00000000-0000-4000-8000-000000000000"),
        ("stored", "2026-01-01T00:00:00Z"),
        ("authority", SARI),
        ("version", "1.0.0"),
        ("timestamp", "2022-03-01T01:00:00.123Z"),
        ("timestamp", "2022-03-01T01:00:00.123000Z"),
        ("verb.display", {"en": "done"}),
        ("verb.display", ABSENT),
        ("object.definition", ABSENT),
        ("object.definition.name.id", "Soal lain"),
        ("object.objectType", ABSENT),
        ("actor.member", [BUDI, SARI]),
        ("actor.member.1.mbox", "mailto:budi@EXAMPLE.GO.ID"),
        ("actor.member.0.objectType", ABSENT),
        ("context.contextActivities.parent", [{"objectType": "Activity", "id": "http://example.com/course"}]),
        ("context.contextActivities.category.0.definition", {"name": {"en": "Category"}}),
        ("context.registration", "EC531277-B57B-4C15-8D91-D292C5B2B8F7"),
        ("context.statement.id", ID.upper()),
        ("result.score.raw", 80.0),
        ("result.duration", "PT1H20M0.129S"),
        ("result.extensions", {"http://example.com/ext": {"anything": [None, 1, {"deeper": "yes"}]}}),
    ],
)
def test_equal_in_spite_of(path: str, value: Any) -> None:
    statement = changed(full(), "result.duration", "PT1H20M0.12S")

    assert digest(changed(statement, path, value)) == digest(statement)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("timestamp", "2022-03-01T08:00:00.1230001+07:00"),
        ("timestamp", "2022-03-01T08:00:00.123Z"),
        ("timestamp", ABSENT),
        ("verb.id", "http://adlnet.gov/expapi/verbs/Completed"),
        ("object.id", "http://example.com/other"),
        ("actor.name", "Other team"),
        ("actor.member", [SARI]),
        ("actor.member.1.mbox", "mailto:Budi@example.go.id"),
        ("result.duration", "PT80M"),
        ("result.duration", "PT1H20M0.12S"),
        ("result.score.raw", 80.5),
        ("result.success", False),
        ("result.success", 1),
        ("result.response", "A[,]b"),
        ("result.extensions", {}),
        ("context.contextActivities.parent", []),
        ("context.team.member", [SARI]),
        ("context.platform", ABSENT),
        ("context.extensions", ABSENT),
        ("attachments", ABSENT),
        ("attachments.0.length", 28),
    ],
)
def test_not_equal_because_of(path: str, value: Any) -> None:
    assert digest(changed(full(), path, value)) != digest(full())


def test_the_same_rules_hold_within_a_sub_statement() -> None:
    respelled = changed(with_sub_statement(), "object.timestamp", "2022-03-01T15:00:00+07:00")
    respelled = changed(respelled, "object.verb.display", {"en": "experienced"})
    respelled = changed(respelled, "object.context.team.member.0.mbox", "mailto:budi@example.go.id")

    assert digest(respelled) == digest(with_sub_statement())
    assert digest(changed(respelled, "object.object.id", "http://example.com/b")) != digest(with_sub_statement())


def test_the_same_rules_hold_for_context_agents_and_groups() -> None:
    respelled = changed(plain(context=CONTEXT_2_0), "context.contextGroups.0.group.member", [BUDI, SARI])
    respelled = changed(respelled, "context.contextAgents.0.agent.mbox", "mailto:budi@example.GO.id")

    assert digest(respelled) == digest(plain(context=CONTEXT_2_0))


def shuffled(value: Any, draw: Any) -> Any:
    """Return an equal JSON value with its keys in another order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key], draw) for key in draw(st.permutations(sorted(value)))}
    return [shuffled(item, draw) for item in value] if isinstance(value, list) else value


@given(
    st.data(),
    st.sampled_from(STATEMENTS),
    MOMENTS,
    st.integers(-14 * 60, 14 * 60),
)
def test_neither_order_of_keys_nor_time_zone_matters(
    data: Any, statement: dict[str, Any], at: datetime, minutes: int
) -> None:
    here = {**statement, "timestamp": at.isoformat()}
    there = {**statement, "timestamp": at.astimezone(timezone(timedelta(minutes=minutes))).isoformat()}

    assert digest(shuffled(there, data.draw)) == digest(here)


@given(
    st.sampled_from(STATEMENTS),
    MOMENTS,
    st.timedeltas(timedelta(microseconds=1), timedelta(days=9)),
)
def test_another_moment_is_another_statement(statement: dict[str, Any], at: datetime, later: timedelta) -> None:
    one, other = ({**statement, "timestamp": moment.isoformat()} for moment in (at, at + later))

    assert digest(one) != digest(other)


numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)


@given(numbers, numbers)
def test_numbers_are_equal_when_their_values_are(one: float, other: float) -> None:
    same = digest(plain(result={"score": {"raw": one}})) == digest(plain(result={"score": {"raw": other}}))

    assert same == (one == other)


@given(st.integers(-(2**53), 2**53))
def test_a_whole_number_has_one_spelling(number: int) -> None:
    assert digest(plain(result={"score": {"raw": number}})) == digest(plain(result={"score": {"raw": float(number)}}))


def test_looking_at_a_statement_leaves_it_as_it_is() -> None:
    for statement in STATEMENTS:
        before = copy.deepcopy(statement)
        canonical(statement)
        assert statement == before
