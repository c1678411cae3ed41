"""The records that exams write and read."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from alur.catalogue.statements import iri
from alur.people.statements import actor

PASSED = "http://adlnet.gov/expapi/verbs/passed"
FAILED = "http://adlnet.gov/expapi/verbs/failed"
SCORED = "http://adlnet.gov/expapi/verbs/scored"
RESULT_VERBS = frozenset({PASSED, FAILED, SCORED})


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
    result: dict[str, Any] = {"score": {"raw": float(score), "min": 0, "max": float(max_score)}, "completion": True}
    if max_score:
        result["score"]["scaled"] = round(float(score / max_score), 4)
    verb, word = SCORED, "scored"
    if pass_score is not None:
        result["success"] = score >= pass_score
        verb, word = (PASSED, "passed") if result["success"] else (FAILED, "failed")
    return {
        "id": str(record_id),
        "actor": actor(nip),
        "verb": {"id": verb, "display": {"en": word}},
        "object": {"objectType": "Activity", "id": iri("exam", exam_code)},
        "result": result,
        "timestamp": at.isoformat(),
    }


def scores(statement: dict[str, Any]) -> tuple[int, int] | None:
    """Return (score, highest possible) in hundredths, None when the statement has no raw score."""
    score = statement.get("result", {}).get("score", {})
    if "raw" not in score:
        return None
    return hundredths(score["raw"]), hundredths(score.get("max", 100))


def hundredths(number: float) -> int:
    return int(Decimal(str(number)).scaleb(2).to_integral_value())


def success(statement: dict[str, Any]) -> bool | None:
    """Return whether the exam was passed, None when the record does not say."""
    value = statement.get("result", {}).get("success")
    return value if isinstance(value, bool) else None
