"""What is kept of a statement and what is given back."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alur.base.lib.problems import Problem
from alur.records.rules import moments
from alur.records.rules.draft import Draft, Record
from alur.records.rules.identity import actor_key, digest
from alur.records.rules.links import links
from alur.records.rules.prepare import LARGEST_STATEMENT_BYTES, drafts, prepared, restored
from tests.records.samples import AUTHORITY, ID, REGISTRATION, SARI, changed, full, plain, voiding, with_sub_statement

RID = 1_646_096_400_000_001
STORED = "2022-03-01T01:00:00.000001Z"
MOMENTS = st.datetimes(datetime(2, 1, 3), datetime(9998, 12, 29))  # noqa: DTZ001  the zone is drawn apart


def kept(statement: dict[str, Any], version: str = "1.0.3") -> dict[str, Any]:
    return prepared(statement, id=UUID(ID), authority=AUTHORITY, version=version)  # type: ignore[arg-type]


def test_a_statement_is_kept_with_what_the_store_sets() -> None:
    assert kept(plain(stored="2000-01-01T00:00:00Z", authority=SARI)) == {
        **plain(),
        "id": ID,
        "authority": AUTHORITY,
        "version": "1.0.0",
    }


def test_a_version_that_was_sent_is_kept() -> None:
    assert [
        kept(plain(), "2.0.0")["version"],
        kept(plain(version="1.0"), "2.0.0")["version"],
        kept(plain(version="1.0.3"), "1.0.3")["version"],
    ] == ["2.0.0", "1.0", "1.0.3"]


def test_a_single_context_activity_becomes_a_list() -> None:
    inner = changed(with_sub_statement(), "object.context", {"contextActivities": {"other": {"id": "urn:x:1"}}})

    assert kept(full())["context"]["contextActivities"] == {
        "parent": [{"id": "http://example.com/course"}],
        "category": [{"objectType": "Activity", "id": "http://example.com/category"}],
    }
    assert kept(inner)["object"]["context"] == {"contextActivities": {"other": [{"id": "urn:x:1"}]}}


@pytest.mark.parametrize(
    ("sent", "in_1_0_3", "in_2_0"),
    [
        ("2022-03-01T08:00:00.120+07:00", "2022-03-01T08:00:00.120+07:00", "2022-03-01T01:00:00.12Z"),
        ("2022-03-01T08:00:00Z", "2022-03-01T08:00:00Z", "2022-03-01T08:00:00Z"),
        ("2022-03-01T08:00:00.123456789Z", "2022-03-01T08:00:00.123456789Z", "2022-03-01T08:00:00.123456789Z"),
        ("2022-03-01t08:00:00z", "2022-03-01T08:00:00Z", "2022-03-01T08:00:00Z"),
        ("20220301T0800+07", "2022-03-01T01:00:00Z", "2022-03-01T01:00:00Z"),
        ("2022-03-01T08:00:00,5", "2022-03-01T08:00:00.5Z", "2022-03-01T08:00:00.5Z"),
    ],
)
def test_a_moment_is_kept_as_sent_in_1_0_3_and_in_utc_in_2_0(sent: str, in_1_0_3: str, in_2_0: str) -> None:
    assert [kept(plain(timestamp=sent), version)["timestamp"] for version in ("1.0.3", "2.0.0")] == [in_1_0_3, in_2_0]


@given(MOMENTS, st.timezones())
def test_a_moment_in_utc_is_the_same_moment(at: datetime, zone: Any) -> None:
    text = at.replace(tzinfo=zone).isoformat()
    if moments.RFC_3339.fullmatch(text):  # some zones had offsets of seconds
        assert moments.moment(moments.utc_text(text)) == moments.moment(text)


def test_a_statement_comes_back_with_the_time_of_its_storing() -> None:
    body = orjson.dumps(kept(plain())).decode()

    assert restored(body, rid=RID, version="1.0.3") == {**kept(plain()), "stored": STORED, "timestamp": STORED}


def test_a_statement_of_1_0_3_comes_back_in_utc_when_2_0_asks() -> None:
    statement = changed(with_sub_statement(), "object.timestamp", "2022-03-01T08:00:00+07:00")
    body = orjson.dumps(kept({**statement, "timestamp": "2022-03-01T09:00:00+07:00"})).decode()

    assert [
        (given["timestamp"], given["object"]["timestamp"])
        for given in (restored(body, rid=RID, version="1.0.3"), restored(body, rid=RID, version="2.0.0"))
    ] == [
        ("2022-03-01T09:00:00+07:00", "2022-03-01T08:00:00+07:00"),
        ("2022-03-01T02:00:00Z", "2022-03-01T01:00:00Z"),
    ]


def test_a_draft_has_all_that_the_store_needs() -> None:
    (draft,) = drafts([full()], authority=AUTHORITY, version="1.0.3")
    named = links(kept(full()))

    assert (draft.id, draft.digest, draft.body) == (UUID(ID), digest(full()), orjson.dumps(kept(full())).decode())
    assert (draft.verb, draft.actor, draft.activity) == (
        "http://adlnet.gov/expapi/verbs/completed",
        "openid|http://example.com/team",
        "http://example.com/question",
    )
    assert (draft.registration, draft.voids) == (UUID(REGISTRATION), None)
    assert (draft.actors, draft.activities) == (named.actors, named.activities)


def test_a_draft_knows_whom_it_voids() -> None:
    (draft,) = drafts([voiding(ID)], authority=AUTHORITY, version="1.0.3")

    assert (draft.voids, draft.activity) == (UUID(ID), None)


def test_a_draft_of_a_group_without_identifier_names_its_actor() -> None:
    group = {"objectType": "Group", "member": [SARI]}
    (draft,) = drafts([plain(actor=group)], authority=AUTHORITY, version="1.0.3")

    assert draft.actor == actor_key(group)
    assert draft.actor in dict(draft.actors)


def test_statements_without_an_id_get_one_each() -> None:
    one, other = drafts([plain(), plain()], authority=AUTHORITY, version="1.0.3")

    assert one.id != other.id
    assert one.digest == other.digest
    assert orjson.loads(one.body)["id"] == str(one.id)


def test_one_bad_statement_refuses_all() -> None:
    with pytest.raises(Problem) as caught:
        drafts([plain(), plain(verb={})], authority=AUTHORITY, version="1.0.3")

    assert caught.value.field == "statements[1].verb.id"


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [("x" * LARGEST_STATEMENT_BYTES, "xapi.too_large", 413), ("\ud800", "xapi.invalid", 400)],
    ids=["too large", "surrogate"],
)
def test_what_cannot_be_kept_is_refused(words: str, code: str, status: int) -> None:
    with pytest.raises(Problem) as caught:
        drafts([plain(), plain(result={"response": words})], authority=AUTHORITY, version="1.0.3")

    assert (caught.value.code, caught.value.status, caught.value.field) == (code, status, "statements[1]")


def recorded(draft: Draft) -> Record:
    return Record(RID, draft.id, draft.verb, draft.actor, draft.activity, draft.body)


@pytest.mark.parametrize("sent", ["2022-03-01T08:00:00.123+07:00", "20220301T010000.123Z", "2022-03-01T01:00:00.123"])
def test_a_record_tells_when_it_happened(sent: str) -> None:
    (draft,) = drafts([plain(timestamp=sent)], authority=AUTHORITY, version="1.0.3")

    assert recorded(draft).at == datetime(2022, 3, 1, 1, 0, 0, 123_000, tzinfo=UTC)


def test_a_record_that_does_not_tell_happened_when_it_was_stored() -> None:
    (draft,) = drafts([plain()], authority=AUTHORITY, version="2.0.0")

    assert recorded(draft).at == datetime(2022, 3, 1, 1, 0, 0, 1, tzinfo=UTC)
