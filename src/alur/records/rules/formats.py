"""The formats `ids` and `canonical` (xAPI 1.0.3, Communication 2.1.3; 2.0, 4.1.6.1)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from alur.records.rules.validation.actors import IDENTIFIERS

Json: TypeAlias = dict[str, Any]
LANGUAGE_MAPS = frozenset({"display", "name", "description"})


def ids_only(statement: Json) -> Json:
    """Return the statement with no more of its agents, groups, verbs and activities than identifies them."""
    return {key: IDS_ONLY[key](value) if key in IDS_ONLY else value for key, value in statement.items()}


def actor_ids(actor: Json) -> Json:
    kept = {key: actor[key] for key in ("objectType", *IDENTIFIERS) if key in actor}
    if "member" in actor and not any(name in kept for name in IDENTIFIERS):
        kept["member"] = [actor_ids(member) for member in actor["member"]]
    return kept


def verb_id(verb: Json) -> Json:
    return {"id": verb["id"]}


def activity_id(activity: Json) -> Json:
    return {"id": activity["id"]}


def object_ids(value: Json) -> Json:
    match value.get("objectType", "Activity"):
        case "Activity":
            return activity_id(value)
        case "Agent" | "Group":
            return actor_ids(value)
        case "SubStatement":
            return ids_only(value)
    return value


def context_ids(context: Json) -> Json:
    return {key: CONTEXT_IDS[key](value) if key in CONTEXT_IDS else value for key, value in context.items()}


def activities_ids(activities: Json) -> Json:
    return {role: [activity_id(each) for each in listed] for role, listed in activities.items()}


IDS_ONLY: dict[str, Callable[[Any], Any]] = {
    "actor": actor_ids,
    "verb": verb_id,
    "object": object_ids,
    "context": context_ids,
    "authority": actor_ids,
}
CONTEXT_IDS: dict[str, Callable[[Any], Any]] = {
    "instructor": actor_ids,
    "team": actor_ids,
    "contextActivities": activities_ids,
    "contextAgents": lambda items: [{**item, "agent": actor_ids(item["agent"])} for item in items],
    "contextGroups": lambda items: [{**item, "group": actor_ids(item["group"])} for item in items],
}


def languages(accept_language: str) -> list[str]:
    """Return the tags of an Accept-Language header, in lower case, most wanted first."""
    weighted = [weight_and_tag(part) for part in accept_language.split(",")[:50] if part.strip()]
    wanted = [(weight, tag) for weight, tag in weighted if weight > 0 and tag]
    return [tag for _, tag in sorted(wanted, key=lambda pair: -pair[0])]


def weight_and_tag(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    value = weight.strip().removeprefix("q=")
    try:
        return (float(value) if value else 1.0), tag.strip().lower()
    except ValueError:
        return 0.0, ""


def chosen(words: Mapping[str, str], wanted: Sequence[str]) -> dict[str, str]:
    """Return of a language map the one entry that suits best: exact tag, then same language, then the first."""
    if len(words) <= 1:
        return dict(words)
    for tag in wanted:
        for have in sorted(words, key=lambda have: have.lower() != tag):
            if language(have) == language(tag):
                return {have: words[have]}
    first = next(iter(words))
    return {first: words[first]}


def language(tag: str) -> str:
    return tag.partition("-")[0].lower()


def canonical(statement: Json, *, wanted: Sequence[str]) -> Json:
    """Return the statement with one language a map. wanted: tags, most wanted first."""
    return {key: member_in_one_language(key, member, wanted) for key, member in statement.items()}


def one_language(value: Any, wanted: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [one_language(item, wanted) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: member_in_one_language(key, member, wanted) for key, member in value.items()}


def member_in_one_language(key: str, member: Any, wanted: Sequence[str]) -> Any:
    # Extensions may hold anything; an actor's name is a text, no map.
    if key == "extensions":
        return member
    if key in LANGUAGE_MAPS and isinstance(member, dict):
        return chosen(member, wanted)
    return one_language(member, wanted)
