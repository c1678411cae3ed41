"""Statements whole, and those within statements (xAPI 1.0.3, Data 2.4; 2.0, 4.2)."""

import re
from collections.abc import Mapping
from typing import Any

from alur.records.rules.validation.activities import activity
from alur.records.rules.validation.actors import actor, agent, authority, group
from alur.records.rules.validation.attachments import attachments
from alur.records.rules.validation.contexts import context_1_0_3, context_2_0_0, statement_ref
from alur.records.rules.validation.faults import fault, wrong_kind
from alur.records.rules.validation.primitives import iri, iso_8601, language_map, matching, rfc_3339, uuid
from alur.records.rules.validation.results import result
from alur.records.rules.validation.shapes import Check, members, one_of

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
REQUIRED = ("actor", "verb", "object")
ACTIVITY_ONLY = ("revision", "platform")
version_1_0 = matching(re.compile(r"1\.0(?:\.\d{1,9})?", re.ASCII), "a version of xAPI 1.0", "1.0.0")
version_2_0 = matching(re.compile(r"1\.0(?:\.\d{1,9})?|2\.0\.\d{1,9}", re.ASCII), "a version of xAPI", "2.0.0")

verb = members({"id": iri, "display": language_map}, required=("id",))


def object_of(kinds: Mapping[str, Check]) -> Check:
    """Return the check of a statement's object. kinds: what it may be by its objectType."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise wrong_kind(path, value, "an object")
        kind = value.get("objectType", "Activity")
        if not isinstance(kind, str) or kind not in kinds:
            raise fault(
                f"{path}.objectType", f"“{str(kind)[:80]}” is not allowed here.", f"Write {' or '.join(kinds)}."
            )
        kinds[kind](value, path)

    return check


def coherent(check_members: Check) -> Check:
    """Return the check of a statement's members and of what they must be to each other."""

    def check(value: Any, path: str) -> None:
        check_members(value, path)
        kind = value["object"].get("objectType", "Activity")
        if kind != "Activity" and "context" in value:
            require_no_activity_context(value["context"], path)
        if value["verb"]["id"] == VOIDED and kind != "StatementRef":
            raise fault(
                f"{path}.object", "A voiding statement's object is a StatementRef.", "Name the statement to void."
            )

    return check


def require_no_activity_context(context: Mapping[str, Any], path: str) -> None:
    for name in ACTIVITY_ONLY:
        if name in context:
            raise fault(
                f"{path}.context.{name}", f"“{name}” is allowed only when the object is an Activity.", "Remove it."
            )


OBJECTS: dict[str, Check] = {"Activity": activity, "Agent": agent, "Group": group, "StatementRef": statement_ref}


def statement_checks(context: Check, timestamp: Check, version: Check) -> Check:
    """Return the check of a statement, put together from what differs between versions of xAPI."""
    shared = {
        "actor": actor,
        "verb": verb,
        "result": result,
        "context": context,
        "timestamp": timestamp,
        "attachments": attachments,
    }
    inner = {**shared, "objectType": one_of("SubStatement"), "object": object_of(OBJECTS)}
    sub_statement = coherent(members(inner, required=REQUIRED))
    outer = {
        **shared,
        "id": uuid,
        "object": object_of({**OBJECTS, "SubStatement": sub_statement}),
        "stored": timestamp,
        "authority": authority,
        "version": version,
    }
    return coherent(members(outer, required=REQUIRED))


CHECKS: dict[str, Check] = {
    "1.0.3": statement_checks(context_1_0_3, iso_8601, version_1_0),
    "2.0.0": statement_checks(context_2_0_0, rfc_3339, version_2_0),
}
