"""The records that learning writes and reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from alur.base.lib.durations import whole_seconds
from alur.catalogue.statements import iri
from alur.people.statements import actor

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
ATTENDED = "http://adlnet.gov/expapi/verbs/attended"
JOINED_AT = "urn:alur:ext:joined-at"
LEFT_AT = "urn:alur:ext:left-at"


def completed(
    *, record_id: UUID, nip: str, module_code: str, at: datetime, score: Decimal | None, duration_seconds: int | None
) -> dict[str, Any]:
    """Return the statement that an employee completed a module. score: as given, without a scale."""
    result: dict[str, Any] = {"completion": True}
    if score is not None:
        result["score"] = {"raw": float(score)}
    if duration_seconds is not None:
        result["duration"] = f"PT{duration_seconds}S"
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": {"id": COMPLETED, "display": {"en": "completed", "id": "menyelesaikan"}},
        "object": {"objectType": "Activity", "id": iri("module", module_code)},
        "result": result,
        "timestamp": at.isoformat(),
    }


def attended(*, record_id: UUID, nip: str, session_code: str, joined_at: datetime, left_at: datetime) -> dict[str, Any]:
    """Return the statement that an employee was present in a session from joined_at to left_at."""
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": {"id": ATTENDED, "display": {"en": "attended", "id": "menghadiri"}},
        "object": {"objectType": "Activity", "id": iri("session", session_code)},
        "result": {
            "duration": f"PT{(left_at - joined_at) / timedelta(seconds=1):g}S",
            "extensions": {JOINED_AT: joined_at.isoformat(), LEFT_AT: left_at.isoformat()},
        },
        "timestamp": left_at.isoformat(),
    }


@dataclass(frozen=True, slots=True)
class Presence:
    """What an `attended` statement says."""

    joined_at: datetime
    left_at: datetime


def presence(statement: dict[str, Any]) -> Presence | None:
    """Return the span of an `attended` statement, None when it does not tell one."""
    extensions = statement.get("result", {}).get("extensions", {})
    try:
        joined_at = datetime.fromisoformat(extensions[JOINED_AT])
        left_at = datetime.fromisoformat(extensions[LEFT_AT])
    except (KeyError, TypeError, ValueError):
        return None
    if joined_at.tzinfo is None or left_at.tzinfo is None or left_at < joined_at:
        return None
    return Presence(joined_at, left_at)


def raw_score(statement: dict[str, Any]) -> int | None:
    """Return the raw score in hundredths, None without one."""
    raw = statement.get("result", {}).get("score", {}).get("raw")
    return None if raw is None else int(Decimal(str(raw)).scaleb(2).to_integral_value())


def duration_seconds(statement: dict[str, Any]) -> int | None:
    """Return the duration in whole seconds, None without one."""
    text = statement.get("result", {}).get("duration")
    return None if text is None else whole_seconds(text)
