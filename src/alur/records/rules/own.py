"""Drafts of the agency's own records: their shapes are known, so they are written straight, without validation.

Each shape is proven equal to what `rules.prepare` makes of the same statement (tests: test_statements_drafts).
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from alur.records.rules.draft import VOIDED, Draft
from alur.records.rules.identity import actor_key
from alur.records.rules.links import ActivityRole, ActorRole
from alur.records.rules.validation import Version

AUTHORITY = {"objectType": "Agent", "account": {"homePage": "urn:alur:system", "name": "alur"}}
VERSION: Version = "1.0.3"
REASON = "urn:alur:ext:reason"  # in what words somebody decided
ENDING = f',"version":"{VERSION}","authority":{orjson.dumps(AUTHORITY).decode()}}}'
AUTHORITY_LINK = (actor_key(AUTHORITY), ActorRole.AUTHORITY.value)
AS_ACTOR, AS_OBJECT = ActorRole.ACTOR.value, ActivityRole.OBJECT.value
MOST_REMEMBERED = 10_000
WHOLE_SECONDS_LENGTH = len("2026-11-24T06:30:00Z")


def own_draft(
    id: UUID, *, verb: str, actor: str, activity: str, body: str, canonical: str, told: object = None
) -> Draft:
    """Return the draft of a record of an employee about an activity.

    actor: her canonical key; activity: IRI; body: the statement's JSON without its last brace, ending with a value;
    canonical: its canonical form (rules.identity); told: as in Draft.
    """
    return Draft(
        id,
        hashlib.sha256(canonical.encode()).digest(),
        body + ENDING,
        verb,
        actor,
        activity,
        None,
        links_to_actor(actor),
        links_to_activity(activity),
        None,
        told,
    )


@lru_cache(maxsize=MOST_REMEMBERED)
def links_to_actor(actor: str) -> tuple[tuple[str, int], ...]:
    return (actor, AS_ACTOR), AUTHORITY_LINK


@lru_cache(maxsize=MOST_REMEMBERED)
def links_to_activity(activity: str) -> tuple[tuple[str, int], ...]:
    return ((activity, AS_OBJECT),)


def voiding(
    *, record_id: UUID, actor: Mapping[str, object], target_id: UUID, reason: str, at: datetime
) -> dict[str, Any]:
    """Return the statement that somebody voided a record. actor: her xAPI agent; reason: in her words."""
    return {
        "id": str(record_id),
        "actor": actor,
        "verb": {"id": VOIDED, "display": {"en": "voided", "id": "membatalkan"}},
        "object": {"objectType": "StatementRef", "id": str(target_id)},
        "context": {"extensions": {REASON: reason}},
        "timestamp": utc_text(at),
    }


def json_text(value: object) -> str:
    """Return a value as JSON text."""
    return orjson.dumps(value).decode()


def utc_text(at: datetime) -> str:
    """Return an aware moment in UTC, with as many digits of its fraction as tell something: `…T06:30:00.5Z`."""
    # By orjson, which takes a fifth of the time of `isoformat`.
    text = orjson.dumps(at.astimezone(UTC), option=orjson.OPT_UTC_Z).decode()[1:-1]
    return text if len(text) == WHOLE_SECONDS_LENGTH else f"{text[:-1].rstrip('0')}Z"


def number(value: Decimal) -> int | float:
    """Return a decimal as JSON writes it shortest."""
    whole = int(value)
    return whole if whole == value else float(value)
