"""From statements as sent to drafts ready to be stored, and from what is stored back to statements.

A body keeps the statement as sent, key for key, with what the store sets but `stored`; that, and a `timestamp` that was
not sent, are the record's own time (xAPI 1.0.3, Data 2.4.7 and 2.4.8).
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import orjson

from alur.base.lib.clock import from_micros
from alur.base.lib.problems import Problem
from alur.records.rules.draft import VOIDED, Draft
from alur.records.rules.identity import actor_key, as_list, digest
from alur.records.rules.links import links
from alur.records.rules.moments import plain_text, utc_text, written
from alur.records.rules.validation import Version, check_batch
from alur.records.rules.validation.faults import fault

LARGEST_STATEMENT_BYTES = 1_000_000
# What a statement without a version is taken for (1.0.3, Data 2.4.10; 2.0, 4.2.4.3).
VERSION_WHEN_ABSENT: dict[Version, str] = {"1.0.3": "1.0.0", "2.0.0": "2.0.0"}


def drafts(statements: Sequence[Mapping[str, Any]], *, authority: Mapping[str, Any], version: Version) -> list[Draft]:
    """Return the statements, checked, as drafts in their order.

    authority: the agent that vouches for them; version: of xAPI. Raises the Problem `xapi.invalid` (400), and
    `xapi.too_large` (413) for one of more than LARGEST_STATEMENT_BYTES.
    """
    check_batch(statements, version=version)
    return [
        draft(statement, path=f"statements[{place}]", authority=authority, version=version)
        for place, statement in enumerate(statements)
    ]


def draft(statement: Mapping[str, Any], *, path: str, authority: Mapping[str, Any], version: Version) -> Draft:
    """Return one valid statement as a draft. path: where it stands in what was sent."""
    id = UUID(statement["id"]) if "id" in statement else uuid4()
    kept = prepared(statement, id=id, authority=authority, version=version)
    body = body_text(kept, path)
    named = links(kept)
    target, registration = kept["object"], kept.get("context", {}).get("registration")
    return Draft(
        id=id,
        digest=digest(statement),
        body=body,
        verb=kept["verb"]["id"],
        actor=actor_key(kept["actor"]),
        activity=target["id"] if target.get("objectType", "Activity") == "Activity" else None,
        registration=UUID(registration) if registration else None,
        actors=named.actors,
        activities=named.activities,
        voids=UUID(target["id"]) if kept["verb"]["id"] == VOIDED else None,
    )


def body_text(statement: Mapping[str, Any], path: str) -> str:
    try:
        body = orjson.dumps(statement)
    except orjson.JSONEncodeError:
        raise fault(path, "A text here is not valid Unicode.", "Remove the unpaired surrogates.") from None
    if len(body) > LARGEST_STATEMENT_BYTES:
        raise Problem(
            "xapi.too_large",
            f"This statement has {len(body):,} bytes; at most {LARGEST_STATEMENT_BYTES:,} are taken.",
            field=path,
            mend="Move large content into an attachment or a file of its own.",
            status=413,
        )
    return body.decode()


def prepared(
    statement: Mapping[str, Any], *, id: UUID, authority: Mapping[str, Any], version: Version
) -> dict[str, Any]:
    """Return a valid statement as it is kept. id: its own, or a new one; authority: who vouches; version: of xAPI."""
    kept = with_plain_form({key: value for key, value in statement.items() if key != "stored"}, version)
    target = kept["object"]
    if target.get("objectType") == "SubStatement":
        kept["object"] = with_plain_form(target, version)
    kept["id"] = str(id)
    kept["authority"] = authority
    kept.setdefault("version", VERSION_WHEN_ABSENT[version])
    return kept


def with_plain_form(statement: Mapping[str, Any], version: Version) -> dict[str, Any]:
    """Return the statement with single context activities as lists and its timestamp in a form that all can read."""
    kept = dict(statement)
    if "timestamp" in kept:
        kept["timestamp"] = (utc_text if version == "2.0.0" else plain_text)(kept["timestamp"])
    if activities := kept.get("context", {}).get("contextActivities"):
        listed = {name: as_list(value) for name, value in activities.items()}
        kept["context"] = {**kept["context"], "contextActivities": listed}
    return kept


def restored(body: str, *, rid: int, version: Version) -> dict[str, Any]:
    """Return a stored statement as it is given back. rid: the store's time; version: the one that is asked for."""
    statement: dict[str, Any] = orjson.loads(body)
    stored = written(from_micros(rid))
    statement["stored"] = stored
    statement.setdefault("timestamp", stored)
    if version == "2.0.0":
        in_utc(statement)
        in_utc(statement["object"])
    return statement


def in_utc(statement: dict[str, Any]) -> None:
    if "timestamp" in statement:
        statement["timestamp"] = utc_text(statement["timestamp"])
