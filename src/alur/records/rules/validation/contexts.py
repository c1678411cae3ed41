"""Contexts (xAPI 1.0.3, Data 2.4.6; 2.0, 4.2.2.5)."""

from alur.records.rules.validation.activities import activity
from alur.records.rules.validation.actors import actor, agent, group
from alur.records.rules.validation.extensions import extensions
from alur.records.rules.validation.primitives import iri, language_tag, text, uuid
from alur.records.rules.validation.shapes import Check, list_of, members, one_of, one_or_list_of

ACTIVITY_ROLES = ("parent", "grouping", "category", "other")

statement_ref = members({"objectType": one_of("StatementRef"), "id": uuid}, required=("objectType", "id"))
relevant_types = list_of(iri, least=1)
context_agent = members(
    {"objectType": one_of("contextAgent"), "agent": agent, "relevantTypes": relevant_types},
    required=("objectType", "agent"),
)
context_group = members(
    {"objectType": one_of("contextGroup"), "group": group, "relevantTypes": relevant_types},
    required=("objectType", "group"),
)

CHECKS: dict[str, Check] = {
    "registration": uuid,
    "instructor": actor,
    "team": group,
    "contextActivities": members(dict.fromkeys(ACTIVITY_ROLES, one_or_list_of(activity))),
    "revision": text,
    "platform": text,
    "language": language_tag,
    "statement": statement_ref,
    "extensions": extensions,
}
context_1_0_3 = members(CHECKS)
context_2_0_0 = members({**CHECKS, "contextAgents": list_of(context_agent), "contextGroups": list_of(context_group)})
