"""Which actors and activities a statement names, and as what (xAPI 1.0.3, Communication 2.1.3; 2.0, 4.1.6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag
from typing import Any

from alur.records.rules.identity import actor_key, as_list, member_keys


class ActorRole(IntFlag):
    """As what a statement names an actor. Stored as bits; never renumbered."""

    ACTOR = 1
    OBJECT = 2
    MEMBER = 4
    AUTHORITY = 8
    INSTRUCTOR = 16
    TEAM = 32
    CONTEXT_AGENT = 64
    CONTEXT_GROUP = 128
    SUB_ACTOR = 256
    SUB_OBJECT = 512
    SUB_MEMBER = 1024
    SUB_INSTRUCTOR = 2048
    SUB_TEAM = 4096
    SUB_CONTEXT = 8192


class ActivityRole(IntFlag):
    """As what a statement names an activity. Stored as bits; never renumbered."""

    OBJECT = 1
    PARENT = 2
    GROUPING = 4
    CATEGORY = 8
    OTHER = 16
    SUB_OBJECT = 32
    SUB_PARENT = 64
    SUB_GROUPING = 128
    SUB_CATEGORY = 256
    SUB_OTHER = 512


# What the filters `agent` and `activity` look at when related ones are not asked for.
DIRECT_ACTOR = ActorRole.ACTOR | ActorRole.OBJECT | ActorRole.MEMBER
DIRECT_ACTIVITY = ActivityRole.OBJECT


@dataclass(frozen=True, slots=True)
class Links:
    """All that a statement names. actors: (canonical key, role bits); activities: (IRI, role bits)."""

    actors: tuple[tuple[str, int], ...]
    activities: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Under which roles the actors and activities of a statement, or of the one within it, are noted."""

    actor: ActorRole
    object: ActorRole
    member: ActorRole
    instructor: ActorRole
    team: ActorRole
    context_agent: ActorRole
    context_group: ActorRole
    activity: ActivityRole
    context: Mapping[str, ActivityRole]


OUTER = Part(
    actor=ActorRole.ACTOR,
    object=ActorRole.OBJECT,
    member=ActorRole.MEMBER,
    instructor=ActorRole.INSTRUCTOR,
    team=ActorRole.TEAM,
    context_agent=ActorRole.CONTEXT_AGENT,
    context_group=ActorRole.CONTEXT_GROUP,
    activity=ActivityRole.OBJECT,
    context={name: ActivityRole[name.upper()] for name in ("parent", "grouping", "category", "other")},
)
INNER = Part(
    actor=ActorRole.SUB_ACTOR,
    object=ActorRole.SUB_OBJECT,
    member=ActorRole.SUB_MEMBER,
    instructor=ActorRole.SUB_INSTRUCTOR,
    team=ActorRole.SUB_TEAM,
    context_agent=ActorRole.SUB_CONTEXT,
    context_group=ActorRole.SUB_CONTEXT,
    activity=ActivityRole.SUB_OBJECT,
    context={name: ActivityRole[f"SUB_{name.upper()}"] for name in ("parent", "grouping", "category", "other")},
)


class Gathering:
    """Gathers role bits by key."""

    def __init__(self) -> None:
        self.actors: dict[str, int] = {}
        self.activities: dict[str, int] = {}

    def actor(self, actor: Mapping[str, Any], role: int, member_role: int) -> None:
        self._add(self.actors, actor_key(actor), role)
        for key in member_keys(actor):
            self._add(self.actors, key, member_role)

    def activity(self, iri: str, role: int) -> None:
        self._add(self.activities, iri, role)

    def _add(self, found: dict[str, int], key: str, role: int) -> None:
        found[key] = found.get(key, 0) | role


def links(statement: Mapping[str, Any]) -> Links:
    """Return what a valid statement names, each once with all its roles."""
    found = Gathering()
    gather(statement, OUTER, found)
    if authority := statement.get("authority"):
        found.actor(authority, ActorRole.AUTHORITY.value, ActorRole.AUTHORITY.value)
    return Links(tuple(found.actors.items()), tuple(found.activities.items()))


def gather(statement: Mapping[str, Any], part: Part, found: Gathering) -> None:
    found.actor(statement["actor"], part.actor.value, part.member.value)
    gather_object(statement["object"], part, found)
    if context := statement.get("context"):
        gather_context(context, part, found)


def gather_object(value: Mapping[str, Any], part: Part, found: Gathering) -> None:
    match value.get("objectType", "Activity"):
        case "Activity":
            found.activity(value["id"], part.activity.value)
        case "Agent" | "Group":
            found.actor(value, part.object.value, part.member.value)
        case "SubStatement":
            gather(value, INNER, found)


def gather_context(context: Mapping[str, Any], part: Part, found: Gathering) -> None:
    if instructor := context.get("instructor"):
        found.actor(instructor, part.instructor.value, part.instructor.value)
    if team := context.get("team"):
        found.actor(team, part.team.value, part.team.value)
    for item in context.get("contextAgents", ()):
        found.actor(item["agent"], part.context_agent.value, part.context_agent.value)
    for item in context.get("contextGroups", ()):
        found.actor(item["group"], part.context_group.value, part.context_group.value)
    for name, activities in context.get("contextActivities", {}).items():
        for activity in as_list(activities):
            found.activity(activity["id"], part.context[name].value)
