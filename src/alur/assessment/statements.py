"""The records that exams write and read."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from alur.base.lib.rounding import hundredths
from alur.catalogue.statements import iri, named
from alur.people.statements import actor, agent
from alur.records.rules.draft import Draft
from alur.records.rules.own import VERSION, json_text, number, own_draft, utc_text

PASSED = "http://adlnet.gov/expapi/verbs/passed"
FAILED = "http://adlnet.gov/expapi/verbs/failed"
SCORED = "http://adlnet.gov/expapi/verbs/scored"
RESULT_VERBS = frozenset({PASSED, FAILED, SCORED})
VERBS = {
    PASSED: {"id": PASSED, "display": {"en": "passed", "id": "lulus"}},
    FAILED: {"id": FAILED, "display": {"en": "failed", "id": "tidak lulus"}},
    SCORED: {"id": SCORED, "display": {"en": "scored", "id": "mendapat nilai"}},
}
VERB_TEXTS = {id: json_text(verb) for id, verb in VERBS.items()}
FOUR_PLACES = Decimal("0.0001")


def exam_result(
    *,
    record_id: UUID,
    nip: str,
    exam_code: str,
    at: datetime,
    score: Decimal,
    max_score: Decimal,
    pass_score: Decimal | None,
) -> dict[str, Any]:
    """Return the statement of an exam result. pass_score: the exam's at the time, None when it has none."""
    verb = verb_of(score, pass_score)
    result: dict[str, Any] = {"score": score_of(score, max_score), "completion": True}
    if verb != SCORED:
        result["success"] = verb == PASSED
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": VERBS[verb],
        "object": {"objectType": "Activity", "id": iri("exam", exam_code)},
        "result": result,
        "timestamp": utc_text(at),
        "version": VERSION,
    }


def exam_result_draft(
    *,
    record_id: UUID,
    nip: str,
    exam_code: str,
    at: datetime,
    score: Decimal,
    max_score: Decimal,
    pass_score: Decimal | None,
) -> Draft:
    """Return the draft of what `exam_result` says, quicker than by way of the general rules."""
    who, activity, timestamp, verb = agent(nip), named("exam", exam_code), utc_text(at), verb_of(score, pass_score)
    success = "" if verb == SCORED else f',"success":{"true" if verb == PASSED else "false"}'
    marks = score_of(score, max_score)
    body = (
        f'{{"id":"{record_id}","actor":{who.text},"verb":{VERB_TEXTS[verb]},'
        f'"object":{activity.text},'
        f'"result":{{"score":{json_text(marks)},"completion":true{success}}},"timestamp":"{timestamp}"'
    )
    canonical = (
        f'{{"actor":{who.canonical},"object":{activity.canonical},'
        f'"result":{{"completion":true,"score":{json_text(dict(sorted(marks.items())))}{success}}},'
        f'"timestamp":"{timestamp}","verb":{{"id":"{verb}"}}}}'
    )
    return own_draft(record_id, verb=verb, actor=who.key, activity=activity.iri, body=body, canonical=canonical)


def verb_of(score: Decimal, pass_score: Decimal | None) -> str:
    if pass_score is None:
        return SCORED
    return PASSED if score >= pass_score else FAILED


def score_of(score: Decimal, max_score: Decimal) -> dict[str, int | float]:
    marks = {"raw": number(score), "min": 0, "max": number(max_score)}
    # xAPI wants scaled between -1 and 1; of an exam that gives no points there is none.
    return {**marks, "scaled": number((score / max_score).quantize(FOUR_PLACES))} if max_score else marks


def scores(statement: dict[str, Any]) -> tuple[int, int] | None:
    """Return (score, highest possible) in hundredths, None when the statement has no raw score or no sensible one."""
    score = statement.get("result", {}).get("score", {})
    if "raw" not in score:
        return None
    raw, most = hundredths(score["raw"]), hundredths(score.get("max", 100))
    return None if raw is None or most is None else (raw, most)


def success(statement: dict[str, Any]) -> bool | None:
    """Return whether the exam was passed, None when the record does not say."""
    value = statement.get("result", {}).get("success")
    return value if isinstance(value, bool) else None


def says_the_same(statement: dict[str, Any], other: dict[str, Any], *, max_score_too: bool) -> bool:
    """Tell whether two results differ at most in what the exam then gave: passed or not, and its highest score.

    max_score_too: whether the highest score must agree, because the row itself names it.
    """
    facts = [(each["actor"], each["object"], each["timestamp"], scores(each)) for each in (statement, other)]
    (actor_a, object_a, at_a, score_a), (actor_b, object_b, at_b, score_b) = facts
    if (actor_a, object_a, at_a) != (actor_b, object_b, at_b) or score_a is None or score_b is None:
        return False
    return score_a == score_b if max_score_too else score_a[0] == score_b[0]
