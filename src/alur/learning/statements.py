"""The records that learning writes and reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from alur.base.lib.clock import local_date
from alur.base.lib.durations import whole_seconds
from alur.base.lib.rounding import hundredths
from alur.base.lib.tuples import Column, Tuples, column_of, columns_of
from alur.catalogue.statements import iri, named
from alur.people.statements import actor, agent
from alur.records.rules.draft import Draft, Record
from alur.records.rules.own import VERSION, json_text, number, own_draft, utc_text

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
ATTENDED = "http://adlnet.gov/expapi/verbs/attended"
EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
JOINED_AT = "urn:alur:ext:joined-at"
LEFT_AT = "urn:alur:ext:left-at"
CONTENT = "urn:alur:ext:content-version"
SCREEN = "urn:alur:ext:screen"
# cmi5 (10.2.5.4) tells so why something counts without having been gone through.
REASON, TESTED_OUT = "https://w3id.org/xapi/cmi5/result/extensions/reason", "Tested Out"
CHOICE = "urn:alur:ext:choice"
QUESTION = "urn:alur:ext:question"
COMPLETED_VERB = {"id": COMPLETED, "display": {"en": "completed", "id": "menyelesaikan"}}
ATTENDED_VERB = {"id": ATTENDED, "display": {"en": "attended", "id": "menghadiri"}}
EXPERIENCED_VERB = {"id": EXPERIENCED, "display": {"en": "experienced", "id": "mempelajari"}}
ANSWERED_VERB = {"id": ANSWERED, "display": {"en": "answered", "id": "menjawab"}}
EXPERIENCED_TEXT, ANSWERED_TEXT = json_text(EXPERIENCED_VERB), json_text(ANSWERED_VERB)
COMPLETED_TEXT, ATTENDED_TEXT = json_text(COMPLETED_VERB), json_text(ATTENDED_VERB)
MOST_DATES = 1_000
HUNDREDTH = timedelta(milliseconds=10)


def completed(
    *,
    record_id: UUID,
    nip: str,
    module_code: str,
    at: datetime,
    score: Decimal | None,
    duration_seconds: int | None,
    is_tested_out: bool = False,
) -> dict[str, Any]:
    """Return the statement that an employee completed a module.

    score: as given, without a scale; is_tested_out: by answering its questions alone.
    """
    result: dict[str, Any] = {"completion": True}
    if score is not None:
        result["score"] = {"raw": number(score)}
    if duration_seconds is not None:
        result["duration"] = f"PT{duration_seconds}S"
    if is_tested_out:
        result["extensions"] = {REASON: TESTED_OUT}
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
    *,
    record_id: UUID,
    nip: str,
    module_code: str,
    at: datetime,
    score: Decimal | None,
    duration_seconds: int | None,
    is_tested_out: bool = False,
) -> Draft:
    """Return the draft of what `completed` says, quicker than by way of the general rules."""
    at = at.astimezone(UTC)
    who, activity, timestamp = agent(nip), named("module", module_code), utc_text(at)
    score_text = "" if score is None else f',"score":{{"raw":{number(score)}}}'
    duration = "" if duration_seconds is None else f',"duration":"PT{duration_seconds}S"'
    reason = f',"extensions":{{"{REASON}":"{TESTED_OUT}"}}' if is_tested_out else ""
    body = (
        f'{{"id":"{record_id}","actor":{who.text},"verb":{COMPLETED_TEXT},'
        f'"object":{activity.text},'
        f'"result":{{"completion":true{score_text}{duration}{reason}}},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{who.canonical},"object":{activity.canonical},'
        f'"result":{{"completion":true{duration}{reason}{score_text}}},"timestamp":"{timestamp}","verb":{{"id":"{COMPLETED}"}}}}'
    )
    return own_draft(
        record_id,
        verb=COMPLETED,
        actor=who.key,
        activity=activity.iri,
        body=body,
        canonical=canonical,
        told=Finished(
            at, same_date(local_date(at)), None if score is None else hundredths(number(score)), duration_seconds
        ),
    )


@lru_cache(maxsize=MOST_DATES)
def same_date(on: date) -> date:
    """Return one object for each date, so that the same is not sent from process to process time and again."""
    return on


class Finished(NamedTuple):
    """What a `completed` statement says.

    at: the moment, UTC; on: its Jakarta date; score: in hundredths, None without a sensible one; seconds: how long it
    took, None when it does not tell.
    """

    at: datetime
    on: date
    score: int | None
    seconds: int | None


def finished(record: Record) -> Finished:
    """Return what a `completed` record says."""
    if isinstance(record.told, Finished):
        return record.told
    statement, at = record.statement, record.at
    return Finished(at, local_date(at), raw_score(statement), duration_seconds(statement))


def all_finished(records: Sequence[Record]) -> Sequence[Column]:
    """Return the columns of what `completed` records, of which there is at least one, say."""
    told = column_of(records, "told")
    is_known = isinstance(told, Tuples) and told.kind is Finished
    return columns_of(told if is_known else list(map(finished, records)))


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
    who, activity, timestamp = agent(nip), named("session", session_code), utc_text(left_at)
    result = (
        f'{{"duration":"{length(joined_at, left_at)}",'
        f'"extensions":{{"{JOINED_AT}":"{utc_text(joined_at)}","{LEFT_AT}":"{timestamp}"}}}}'
    )
    body = (
        f'{{"id":"{record_id}","actor":{who.text},"verb":{ATTENDED_TEXT},'
        f'"object":{activity.text},"result":{result},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{who.canonical},"object":{activity.canonical},'
        f'"result":{result},"timestamp":"{timestamp}","verb":{{"id":"{ATTENDED}"}}}}'
    )
    return own_draft(
        record_id,
        verb=ATTENDED,
        actor=who.key,
        activity=activity.iri,
        body=body,
        canonical=canonical,
        told=Presence(joined_at.astimezone(UTC), left_at.astimezone(UTC)),
    )


def screen_read(
    *, record_id: UUID, nip: str, module_code: str, content: int, screen: int, at: datetime, choice: int | None = None
) -> dict[str, Any]:
    """Return the statement that an employee read a screen of a module.

    content: number of the module's version; choice: number of the screen that she chose to go on to.
    """
    extensions = {CONTENT: content, SCREEN: screen} | ({CHOICE: choice} if choice else {})
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": EXPERIENCED_VERB,
        "object": {"objectType": "Activity", "id": iri("module", module_code)},
        "context": {"extensions": extensions},
        "timestamp": utc_text(at),
        "version": VERSION,
    }


def screen_read_draft(
    *, record_id: UUID, nip: str, module_code: str, content: int, screen: int, at: datetime, choice: int | None = None
) -> Draft:
    """Return the draft of what `screen_read` says, quicker than by way of the general rules."""
    who, activity, timestamp = agent(nip), iri("module", module_code), utc_text(at)
    rest = f'"{CONTENT}":{content},"{SCREEN}":{screen}'
    chosen = f'"{CHOICE}":{choice}' if choice else ""
    context = f'{{"extensions":{{{",".join(filter(None, (rest, chosen)))}}}}}'
    sorted_context = f'{{"extensions":{{{",".join(filter(None, (chosen, rest)))}}}}}'
    body = (
        f'{{"id":"{record_id}","actor":{who.text},"verb":{EXPERIENCED_TEXT},'
        f'"object":{{"objectType":"Activity","id":{json_text(activity)}}},"context":{context},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{who.canonical},"context":{sorted_context},'
        f'"object":{{"id":{json_text(activity)},"objectType":"Activity"}},'
        f'"timestamp":"{timestamp}","verb":{{"id":"{EXPERIENCED}"}}}}'
    )
    return own_draft(record_id, verb=EXPERIENCED, actor=who.key, activity=activity, body=body, canonical=canonical)


def answered(
    *,
    record_id: UUID,
    nip: str,
    module_code: str,
    content: int,
    question: int,
    response: str,
    is_right: bool,
    at: datetime,
) -> dict[str, Any]:
    """Return the statement that an employee answered a question. content: number of the module's version."""
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": ANSWERED_VERB,
        "object": {"objectType": "Activity", "id": iri("module", module_code)},
        "result": {"success": is_right, "response": response},
        "context": {"extensions": {CONTENT: content, QUESTION: question}},
        "timestamp": utc_text(at),
        "version": VERSION,
    }


def answered_draft(
    *,
    record_id: UUID,
    nip: str,
    module_code: str,
    content: int,
    question: int,
    response: str,
    is_right: bool,
    at: datetime,
) -> Draft:
    """Return the draft of what `answered` says, quicker than by way of the general rules."""
    who, activity, timestamp = agent(nip), iri("module", module_code), utc_text(at)
    context = f'{{"extensions":{{"{CONTENT}":{content},"{QUESTION}":{question}}}}}'
    success = "true" if is_right else "false"
    body = (
        f'{{"id":"{record_id}","actor":{who.text},"verb":{ANSWERED_TEXT},'
        f'"object":{{"objectType":"Activity","id":{json_text(activity)}}},'
        f'"result":{{"success":{success},"response":{json_text(response)}}},'
        f'"context":{context},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{who.canonical},"context":{context},'
        f'"object":{{"id":{json_text(activity)},"objectType":"Activity"}},'
        f'"result":{{"response":{json_text(response)},"success":{success}}},'
        f'"timestamp":"{timestamp}","verb":{{"id":"{ANSWERED}"}}}}'
    )
    return own_draft(record_id, verb=ANSWERED, actor=who.key, activity=activity, body=body, canonical=canonical)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a module something was done. content: number of its version; number: of the screen or question."""

    content: int
    number: int


def screen_of(statement: dict[str, Any]) -> Place | None:
    """Return which screen an `experienced` statement is about, None when it does not tell."""
    return place(statement, SCREEN)


def choice_of(statement: dict[str, Any]) -> int | None:
    """Return the screen that she chose to go on to, None when an `experienced` statement does not tell one."""
    chosen = place(statement, CHOICE)
    return chosen.number if chosen else None


def question_of(statement: dict[str, Any]) -> Place | None:
    """Return which question an `answered` statement is about, None when it does not tell."""
    return place(statement, QUESTION)


def place(statement: dict[str, Any], name: str) -> Place | None:
    extensions = statement.get("context", {}).get("extensions", {})
    content, number = extensions.get(CONTENT), extensions.get(name)
    if type(content) is not int or type(number) is not int:  # a boolean is no number
        return None
    return Place(content, number)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an `answered` statement says of the answer."""

    is_right: bool
    response: str


def answer(statement: dict[str, Any]) -> Answer | None:
    """Return the answer of an `answered` statement, None when it does not say whether it was right."""
    result = statement.get("result", {})
    success = result.get("success")
    return Answer(success, str(result.get("response", ""))) if isinstance(success, bool) else None


def length(joined_at: datetime, left_at: datetime) -> str:
    """Return the time between two moments as an ISO 8601 duration, with no finer precision than xAPI compares."""
    seconds, fraction = divmod((left_at - joined_at) // HUNDREDTH, 100)
    return f"PT{seconds}.{fraction:02d}".rstrip("0") + "S" if fraction else f"PT{seconds}S"


class Presence(NamedTuple):
    """What an `attended` statement says."""

    joined_at: datetime
    left_at: datetime


def present(record: Record) -> Presence | None:
    """Return the span of an `attended` record, None when it does not tell one."""
    return record.told if isinstance(record.told, Presence) else presence(record.statement)


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
