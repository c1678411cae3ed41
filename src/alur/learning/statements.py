"""The records that learning writes and reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from alur.base.lib.durations import whole_seconds
from alur.base.lib.rounding import hundredths
from alur.catalogue.statements import iri, named
from alur.people.statements import actor, actor_canonical, actor_key, actor_text
from alur.records.rules.draft import Draft
from alur.records.rules.own import VERSION, json_text, number, own_draft, utc_text

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
ATTENDED = "http://adlnet.gov/expapi/verbs/attended"
JOINED_AT = "urn:alur:ext:joined-at"
LEFT_AT = "urn:alur:ext:left-at"
COMPLETED_VERB = {"id": COMPLETED, "display": {"en": "completed", "id": "menyelesaikan"}}
ATTENDED_VERB = {"id": ATTENDED, "display": {"en": "attended", "id": "menghadiri"}}
COMPLETED_TEXT, ATTENDED_TEXT = json_text(COMPLETED_VERB), json_text(ATTENDED_VERB)
HUNDREDTH = timedelta(milliseconds=10)


def completed(
    *, record_id: UUID, nip: str, module_code: str, at: datetime, score: Decimal | None, duration_seconds: int | None
) -> dict[str, Any]:
    """Return the statement that an employee completed a module. score: as given, without a scale."""
    result: dict[str, Any] = {"completion": True}
    if score is not None:
        result["score"] = {"raw": number(score)}
    if duration_seconds is not None:
        result["duration"] = f"PT{duration_seconds}S"
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": COMPLETED_VERB,
        "object": {"objectType": "Activity", "id": iri("module", module_code)},
        "result": result,
        "timestamp": utc_text(at),
        "version": VERSION,
    }


def completed_draft(
    *, record_id: UUID, nip: str, module_code: str, at: datetime, score: Decimal | None, duration_seconds: int | None
) -> Draft:
    """Return the draft of what `completed` says, quicker than by way of the general rules."""
    activity, timestamp = named("module", module_code), utc_text(at)
    score_text = "" if score is None else f',"score":{{"raw":{number(score)}}}'
    duration = "" if duration_seconds is None else f',"duration":"PT{duration_seconds}S"'
    body = (
        f'{{"id":"{record_id}","actor":{actor_text(nip)},"verb":{COMPLETED_TEXT},'
        f'"object":{activity.text},'
        f'"result":{{"completion":true{score_text}{duration}}},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{actor_canonical(nip)},"object":{activity.canonical},'
        f'"result":{{"completion":true{duration}{score_text}}},"timestamp":"{timestamp}","verb":{{"id":"{COMPLETED}"}}}}'
    )
    return own_draft(
        record_id, verb=COMPLETED, actor=actor_key(nip), activity=activity.iri, body=body, canonical=canonical
    )


def attended(*, record_id: UUID, nip: str, session_code: str, joined_at: datetime, left_at: datetime) -> dict[str, Any]:
    """Return the statement that an employee was present in a session from joined_at to left_at."""
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": ATTENDED_VERB,
        "object": {"objectType": "Activity", "id": iri("session", session_code)},
        "result": {
            "duration": length(joined_at, left_at),
            "extensions": {JOINED_AT: utc_text(joined_at), LEFT_AT: utc_text(left_at)},
        },
        "timestamp": utc_text(left_at),
        "version": VERSION,
    }


def attended_draft(*, record_id: UUID, nip: str, session_code: str, joined_at: datetime, left_at: datetime) -> Draft:
    """Return the draft of what `attended` says, quicker than by way of the general rules."""
    activity, timestamp = named("session", session_code), utc_text(left_at)
    result = (
        f'{{"duration":"{length(joined_at, left_at)}",'
        f'"extensions":{{"{JOINED_AT}":"{utc_text(joined_at)}","{LEFT_AT}":"{timestamp}"}}}}'
    )
    body = (
        f'{{"id":"{record_id}","actor":{actor_text(nip)},"verb":{ATTENDED_TEXT},'
        f'"object":{activity.text},"result":{result},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{actor_canonical(nip)},"object":{activity.canonical},'
        f'"result":{result},"timestamp":"{timestamp}","verb":{{"id":"{ATTENDED}"}}}}'
    )
    return own_draft(
        record_id, verb=ATTENDED, actor=actor_key(nip), activity=activity.iri, body=body, canonical=canonical
    )


def length(joined_at: datetime, left_at: datetime) -> str:
    """Return the time between two moments as an ISO 8601 duration, with no finer precision than xAPI compares."""
    seconds, fraction = divmod((left_at - joined_at) // HUNDREDTH, 100)
    return f"PT{seconds}.{fraction:02d}".rstrip("0") + "S" if fraction else f"PT{seconds}S"


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
    """Return the raw score in hundredths, None without a sensible one."""
    raw = statement.get("result", {}).get("score", {}).get("raw")
    return None if raw is None else hundredths(raw)


def duration_seconds(statement: dict[str, Any]) -> int | None:
    """Return the duration in whole seconds, None without one."""
    text = statement.get("result", {}).get("duration")
    return None if text is None else whole_seconds(text)
