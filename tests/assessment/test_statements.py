"""The quick way to a draft says exactly what the general way makes of the same statement."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alur.assessment.statements import exam_result, exam_result_draft, says_the_same, scores, success
from alur.records.rules.own import AUTHORITY
from alur.records.rules.prepare import drafts

SCORES = st.decimals(0, 1000, places=2)


@given(
    st.uuids(),
    SCORES,
    st.decimals("0.01", 1000, places=2),
    st.none() | SCORES,
    st.timedeltas(timedelta(), timedelta(999)),
)
def test_exam_result(
    record_id: UUID, score: Decimal, more: Decimal, pass_score: Decimal | None, later: timedelta
) -> None:
    values: dict[str, Any] = {
        "record_id": record_id,
        "nip": "198609262015051001",
        "exam_code": "E-1",
        "at": datetime(2022, 1, 1, tzinfo=UTC) + later,
        "score": score,
        "max_score": score + more,
        "pass_score": pass_score,
    }
    statement = exam_result(**values)
    assert exam_result_draft(**values) == drafts([statement], authority=AUTHORITY, version="1.0.3")[0]
    assert scores(statement) == (int(score * 100), int((score + more) * 100))
    assert success(statement) == (None if pass_score is None else score >= pass_score)


def test_results_say_the_same_when_only_the_exam_changed() -> None:
    values: dict[str, Any] = {
        "record_id": UUID(int=1),
        "nip": "198609262015051001",
        "exam_code": "E-1",
        "at": datetime(2022, 1, 1, tzinfo=UTC),
        "score": Decimal(75),
        "max_score": Decimal(100),
        "pass_score": Decimal(70),
    }
    first = exam_result(**values)
    cases: list[tuple[dict[str, Any], bool, bool]] = [
        ({"pass_score": Decimal(80)}, True, True),
        ({"pass_score": None}, True, True),
        ({"max_score": Decimal(90)}, False, True),
        ({"score": Decimal(76)}, False, False),
        ({"at": datetime(2022, 1, 2, tzinfo=UTC)}, False, False),
        ({"exam_code": "E-2"}, False, False),
        ({"nip": "198609262015051002"}, False, False),
    ]
    for change, with_row_max, without in cases:
        other = exam_result(**{**values, **change})
        assert says_the_same(first, other, max_score_too=True) is with_row_max
        assert says_the_same(first, other, max_score_too=False) is without
