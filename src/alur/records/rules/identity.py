"""Who is who and what is the same: canonical keys of actors, the canonical form and digest of statements.

Two statements are equal (xAPI 1.0.3, Data 2.3.1 and Communication 2.1; 2.0, 4.1.6.1) apart from what the store sets,
the spelling of a moment, verbs' display, activities' definitions, the order of a group's members and the case of a mail
domain. A single context activity equals a list of one. Durations are compared as text, their seconds to hundredths only
(1.0.3, Data 4.6; 2.0, 4.2.7).
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import orjson

from alur.records.rules.moments import utc_text

Json: TypeAlias = dict[str, Any]
FINER_THAN_HUNDREDTHS = re.compile(r"([.,]\d\d)\d+(?=S$)", re.ASCII)
SET_BY_STORE = frozenset({"id", "stored", "authority", "version"})


def actor_key(actor: Mapping[str, Any]) -> str:
    """Return an actor's canonical key: one text per identifier; for a group without one, that of its members' set."""
    if "account" in actor:
        account = actor["account"]
        return f"account|{account['homePage']}|{account['name']}"
    if "mbox" in actor:
        return f"mbox|{mail(actor['mbox'])}"
    if "mbox_sha1sum" in actor:
        return f"sha1|{actor['mbox_sha1sum'].lower()}"
    if "openid" in actor:
        return f"openid|{actor['openid']}"
    members = "\n".join(sorted({actor_key(member) for member in actor["member"]}))
    return f"members|{hashlib.sha256(members.encode()).hexdigest()}"


def member_keys(actor: Mapping[str, Any]) -> list[str]:
    """Return the canonical keys of a group's members, none for an agent."""
    return [actor_key(member) for member in actor.get("member", ())]


def mail(mbox: str) -> str:
    """Return a mailto IRI with its domain, which knows no case, in lower case."""
    local, _, domain = mbox.rpartition("@")
    return f"{local}@{domain.lower()}"


def digest(statement: Mapping[str, Any]) -> bytes:
    """Return what tells a valid statement from all that are not equal to it."""
    return hashlib.sha256(canonical(statement)).digest()


def canonical(statement: Mapping[str, Any]) -> bytes:
    """Return the form that all statements equal to this valid one have."""
    kept = {key: value for key, value in statement.items() if key not in SET_BY_STORE}
    return orjson.dumps(canonical_statement(kept), option=orjson.OPT_SORT_KEYS)


def canonical_statement(statement: Json) -> Json:
    return {key: CANONICAL.get(key, plain)(value) for key, value in statement.items()}


def canonical_actor(actor: Json) -> Json:
    found = {"objectType": "Agent", **actor}
    if "mbox" in found:
        found["mbox"] = mail(found["mbox"])
    if "mbox_sha1sum" in found:
        found["mbox_sha1sum"] = found["mbox_sha1sum"].lower()
    if "member" in found:
        found["member"] = sorted(map(canonical_actor, found["member"]), key=sorted_bytes)
    return found


def sorted_bytes(value: Json) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def canonical_verb(verb: Json) -> Json:
    return {"id": verb["id"]}


def canonical_activity(activity: Json) -> Json:
    return {"objectType": "Activity", "id": activity["id"]}


def canonical_object(value: Json) -> Json:
    kind = value.get("objectType", "Activity")
    return OBJECTS[kind](value)


def canonical_ref(ref: Json) -> Json:
    return {**ref, "id": ref["id"].lower()}


def canonical_result(result: Json) -> Json:
    found: Json = plain(result)
    if "duration" in found:
        found["duration"] = FINER_THAN_HUNDREDTHS.sub(r"\1", found["duration"])
    return found


def canonical_context(context: Json) -> Json:
    return {key: CONTEXT.get(key, plain)(value) for key, value in context.items()}


def canonical_activities(activities: Json) -> Json:
    return {role: [canonical_activity(each) for each in as_list(value)] for role, value in activities.items()}


def as_list(value: Any) -> list[Any]:
    """Return one or several context activities as a list."""
    return value if isinstance(value, list) else [value]


def with_actor(name: str) -> Callable[[list[Json]], list[Json]]:
    return lambda items: [{**item, name: canonical_actor(item[name])} for item in items]


def plain(value: Any) -> Any:
    """Return a value with each of its numbers in one spelling: 1.0 is 1."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and -(2**63) <= value < 2**64 else value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


CANONICAL: dict[str, Callable[[Any], Any]] = {
    "actor": canonical_actor,
    "verb": canonical_verb,
    "object": canonical_object,
    "result": canonical_result,
    "context": canonical_context,
    "timestamp": utc_text,
}
OBJECTS: dict[str, Callable[[Json], Json]] = {
    "Activity": canonical_activity,
    "Agent": canonical_actor,
    "Group": canonical_actor,
    "StatementRef": canonical_ref,
    "SubStatement": canonical_statement,
}
CONTEXT: dict[str, Callable[[Any], Any]] = {
    "registration": str.lower,
    "instructor": canonical_actor,
    "team": canonical_actor,
    "statement": canonical_ref,
    "contextActivities": canonical_activities,
    "contextAgents": with_actor("agent"),
    "contextGroups": with_actor("group"),
}
