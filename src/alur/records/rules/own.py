"""Drafts of the agency's own records, whose shape is known, so that they need no validation."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from alur.records.rules.draft import Draft

AUTHORITY = {"objectType": "Agent", "account": {"homePage": "urn:alur:system", "name": "alur"}}
VERSION = "1.0.3"


def own_draft(statement: Mapping[str, Any], *, id: UUID, actor: str) -> Draft:
    """Return the draft of a statement of an employee about an activity. actor: her canonical key."""
    body = orjson.dumps({**statement, "authority": AUTHORITY, "version": VERSION}).decode()
    verb, activity = statement["verb"]["id"], statement["object"]["id"]
    digest = hashlib.sha256(orjson.dumps(statement, option=orjson.OPT_SORT_KEYS)).digest()
    return Draft(id, digest, body, verb, actor, activity, None, ((actor, 1),), ((activity, 1),))
