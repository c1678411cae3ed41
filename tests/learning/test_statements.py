"""The quick way to a draft says exactly what the general way makes of the same statement."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alur.learning.statements import attended, attended_draft, completed, completed_draft, finished, presence, present
from alur.records.rules.draft import Draft, Record
from alur.records.rules.own import AUTHORITY
from alur.records.rules.prepare import drafts

NIPS = st.from_regex(r"[0-9]{18}", fullmatch=True)
CODES = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters='/?#%<>"{}|\\^`'), min_size=1, max_size=20
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001  zones are drawn
SCORES = st.none() | st.decimals(0, 1_000_000, places=2)


def general(statement: dict[str, Any]) -> Any:
    return drafts([statement], authority=AUTHORITY, version="1.0.3")[0]


def stored(draft: Draft) -> Record:
    return Record(1, draft.id, draft.verb, draft.actor, draft.activity, draft.body)


@given(st.uuids(), NIPS, CODES, MOMENTS, SCORES, st.none() | st.integers(0, 10**9))
def test_completed(
    record_id: Any, nip: str, code: str, at: datetime, score: Decimal | None, seconds: int | None
) -> None:
    values: dict[str, Any] = {
        "record_id": record_id,
        "nip": nip,
        "module_code": code,
        "at": at,
        "score": score,
        "duration_seconds": seconds,
    }
    draft, by_the_rules = completed_draft(**values), general(completed(**values))
    assert draft._replace(told=None) == by_the_rules
    assert draft.told == finished(stored(by_the_rules))


@given(st.uuids(), NIPS, CODES, MOMENTS, st.timedeltas(timedelta(), timedelta(days=366)))
def test_attended(record_id: Any, nip: str, code: str, joined_at: datetime, length: timedelta) -> None:
    values: dict[str, Any] = {
        "record_id": record_id,
        "nip": nip,
        "session_code": code,
        "joined_at": joined_at,
        "left_at": joined_at + length,
    }
    draft, by_the_rules = attended_draft(**values), general(attended(**values))
    assert draft._replace(told=None) == by_the_rules
    assert draft.told == present(stored(by_the_rules))
    span = presence(attended(**values))
    assert span is not None
    assert (span.joined_at, span.left_at) == (joined_at, joined_at + length)


def test_completed_is_written_like_this() -> None:
    draft = completed_draft(
        record_id=UUID(int=1),
        nip="198609262015051001",
        module_code="M1",
        at=datetime(2022, 3, 4, 3, tzinfo=UTC),
        score=Decimal("92.50"),
        duration_seconds=600,
    )
    assert draft.body == (
        '{"id":"00000000-0000-0000-0000-000000000001",'
        '"actor":{"objectType":"Agent","account":{"homePage":"urn:alur:nip","name":"198609262015051001"}},'
        '"verb":{"id":"http://adlnet.gov/expapi/verbs/completed",'
        '"display":{"en":"completed","id":"menyelesaikan"}},'
        '"object":{"objectType":"Activity","id":"urn:alur:module:M1"},'
        '"result":{"completion":true,"score":{"raw":92.5},"duration":"PT600S"},'
        '"timestamp":"2022-03-04T03:00:00Z",'
        '"version":"1.0.3",'
        '"authority":{"objectType":"Agent","account":{"homePage":"urn:alur:system","name":"alur"}}}'
    )
