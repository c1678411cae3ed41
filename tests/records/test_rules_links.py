"""What a statement is found by."""

from alur.records.rules.identity import actor_key
from alur.records.rules.links import (
    DIRECT_ACTIVITY,
    DIRECT_ACTOR,
    ActivityRole,
    ActorRole,
    links,
)
from tests.records.samples import AUTHORITY, BUDI, SARI, SHA1, full, plain, with_sub_statement


def test_a_statement_names_its_actors_by_role() -> None:
    assert dict(links({**full(), "authority": AUTHORITY}).actors) == {
        "openid|http://example.com/team": ActorRole.ACTOR,
        actor_key(SARI): ActorRole.MEMBER,
        actor_key(BUDI): ActorRole.MEMBER | ActorRole.TEAM,
        f"sha1|{SHA1}": ActorRole.INSTRUCTOR,
        actor_key({"objectType": "Group", "member": [BUDI]}): ActorRole.TEAM,
        actor_key(AUTHORITY): ActorRole.AUTHORITY,
    }


def test_a_statement_names_its_activities_by_role() -> None:
    activities = {"grouping": [{"id": "urn:x:1"}, {"id": "urn:x:2"}], "other": {"id": "urn:x:1"}}

    assert dict(links(full()).activities) == {
        "http://example.com/question": ActivityRole.OBJECT,
        "http://example.com/course": ActivityRole.PARENT,
        "http://example.com/category": ActivityRole.CATEGORY,
    }
    assert dict(links(plain(context={"contextActivities": activities})).activities) == {
        "http://example.com/activity": ActivityRole.OBJECT,
        "urn:x:1": ActivityRole.GROUPING | ActivityRole.OTHER,
        "urn:x:2": ActivityRole.GROUPING,
    }


def test_what_a_sub_statement_names_is_only_related() -> None:
    found = links(with_sub_statement())

    assert dict(found.actors) == {
        "mbox|mailto:sari@example.go.id": ActorRole.ACTOR | ActorRole.SUB_ACTOR,
        actor_key({"objectType": "Group", "member": [BUDI]}): ActorRole.SUB_TEAM,
        actor_key(BUDI): ActorRole.SUB_TEAM,
    }
    assert dict(found.activities) == {"http://example.com/activity": ActivityRole.SUB_OBJECT}


def test_what_the_context_of_a_sub_statement_names_is_only_related() -> None:
    context = {
        "instructor": SARI,
        "contextActivities": {"parent": {"id": "urn:x:1"}, "category": [{"id": "urn:x:2"}], "other": {"id": "urn:x:1"}},
    }
    found = links(
        plain(object={"objectType": "SubStatement", **plain(object={"objectType": "Agent", **BUDI}, context=context)})
    )

    assert dict(found.actors) == {
        "mbox|mailto:sari@example.go.id": ActorRole.ACTOR | ActorRole.SUB_ACTOR,
        actor_key(BUDI): ActorRole.SUB_OBJECT,
        actor_key(SARI): ActorRole.SUB_INSTRUCTOR,
    }
    assert dict(found.activities) == {
        "urn:x:1": ActivityRole.SUB_PARENT | ActivityRole.SUB_OTHER,
        "urn:x:2": ActivityRole.SUB_CATEGORY,
    }


def test_an_agent_as_object_is_named_directly() -> None:
    group = {"objectType": "Group", "member": [BUDI]}

    assert dict(links(plain(object={**SARI})).actors)[actor_key(SARI)] == ActorRole.OBJECT
    assert dict(links(plain(object=group)).actors)[actor_key(BUDI)] == ActorRole.MEMBER
    assert links(plain(object=group)).activities == ()


def test_context_agents_and_groups_are_named() -> None:
    context = {
        "contextAgents": [{"objectType": "contextAgent", "agent": SARI}],
        "contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [BUDI]}}],
    }
    inner = {"objectType": "SubStatement", **plain(context=context)}

    assert dict(links(plain(context=context)).actors)[actor_key(SARI)] == ActorRole.CONTEXT_AGENT
    assert dict(links(plain(context=context)).actors)[actor_key(BUDI)] == ActorRole.CONTEXT_GROUP
    assert dict(links(plain(object=inner)).actors)[actor_key(SARI)] == ActorRole.SUB_CONTEXT


def test_a_reference_names_nothing() -> None:
    assert links(plain(object={"objectType": "StatementRef", "id": "x"})).activities == ()


def test_roles_fit_the_column_and_keep_their_bits() -> None:
    assert [role.value for role in ActorRole] == [2**bit for bit in range(14)]
    assert [role.name for role in ActorRole] == [
        "ACTOR", "OBJECT", "MEMBER", "AUTHORITY", "INSTRUCTOR", "TEAM", "CONTEXT_AGENT", "CONTEXT_GROUP",
        "SUB_ACTOR", "SUB_OBJECT", "SUB_MEMBER", "SUB_INSTRUCTOR", "SUB_TEAM", "SUB_CONTEXT",
    ]  # fmt: skip
    assert [role.value for role in ActivityRole] == [2**bit for bit in range(10)]
    assert [role.name for role in ActivityRole] == [
        "OBJECT", "PARENT", "GROUPING", "CATEGORY", "OTHER",
        "SUB_OBJECT", "SUB_PARENT", "SUB_GROUPING", "SUB_CATEGORY", "SUB_OTHER",
    ]  # fmt: skip
    assert (DIRECT_ACTOR.value, DIRECT_ACTIVITY.value) == (7, 1)
