"""The records that credit writes and reads: a decision to take JP back is a record too."""

from datetime import datetime
from typing import Any
from uuid import UUID

from alur.records.rules.own import AUTHORITY, REASON

REVERSED = "urn:alur:verb:reversed"
ENTRY = "urn:alur:ext:ledger-entry"


def reversed_entry(
    *, record_id: UUID, actor: dict[str, object], entry_id: UUID, activity_iri: str, reason: str, at: datetime
) -> dict[str, Any]:
    """Return the statement that somebody reversed a ledger entry. actor: her xAPI agent; reason: in her words."""
    return {
        "id": str(record_id),
        "actor": actor,
        "verb": {"id": REVERSED, "display": {"en": "reversed", "id": "membatalkan"}},
        "object": {"objectType": "Activity", "id": activity_iri},
        "context": {"extensions": {ENTRY: str(entry_id), REASON: reason}},
        "timestamp": at.isoformat(),
    }


def reason_given(statement: dict[str, Any]) -> str:
    """Return in what words a reversal was decided, "" for any other statement."""
    return str(statement.get("context", {}).get("extensions", {}).get(REASON, ""))


def entry_reversed(statement: dict[str, Any]) -> UUID | None:
    """Return the entry that the statement reverses, None when it names none.

    Only this installation's own word counts: another system may store such a statement but decides nothing by it.
    """
    if statement.get("authority") != AUTHORITY:
        return None
    try:
        return UUID(statement["context"]["extensions"][ENTRY])
    except (KeyError, TypeError, ValueError):
        return None
