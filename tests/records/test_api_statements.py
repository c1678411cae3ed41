"""Statements are sent once and stay as they are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from alur.base.lib import clock
from tests.records.lrs import Lrs, count, read, refusal, system
from tests.records.samples import ABSENT, ATTACHMENT, BUDI, ID, changed, full, plain, voiding, with_sub_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both]
OTHER = "00000000-0000-4000-8000-000000000001"
THIRD = "00000000-0000-4000-8000-000000000002"


def test_a_statement_is_stored_as_sent_with_what_the_store_sets(lrs: Lrs) -> None:
    with clock.frozen_at(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        response = lrs.post(full())

    assert (response.status_code, read(response)) == (200, [ID])
    assert read(lrs.get(statementId=ID)) == {
        **changed(full(), "context.contextActivities.parent", [{"id": "http://example.com/course"}]),
        "authority": lrs.authority,
        "version": "1.0.0",
        "stored": "2026-03-01T12:00:00.000000Z",
    }


def test_a_statement_that_tells_no_time_happened_when_it_was_stored(lrs: Lrs) -> None:
    (id,) = lrs.store(plain())
    given = read(lrs.get(statementId=id))

    assert given["timestamp"] == given["stored"]
    assert given["stored"].endswith("Z")


def test_ids_are_given_in_the_order_sent(lrs: Lrs) -> None:
    first, made, last = lrs.store(plain(id=OTHER), plain(), plain(id=ID))

    assert (first, last, UUID(made).version) == (OTHER, ID, 4)
    assert lrs.ids() == [ID, made, OTHER]


def test_the_store_takes_no_authority_from_others(lrs: Lrs) -> None:
    (id,) = lrs.store(plain(authority=BUDI, stored="2001-01-01T00:00:00Z"))
    given = read(lrs.get(statementId=id))

    assert given["authority"] == lrs.authority
    assert not given["stored"].startswith("2001")


def test_nothing_sent_is_nothing_stored(lrs: Lrs) -> None:
    assert (lrs.store(), count()) == ([], 0)


RESPELLED = changed(changed(full(), "verb.display", {"en": "done"}), "timestamp", "2022-03-01T01:00:00.123Z")


@pytest.mark.parametrize("again", [full(), RESPELLED, changed(full(), "id", ID.upper())])
def test_an_equal_statement_sent_again_changes_nothing(lrs: Lrs, again: dict[str, Any]) -> None:
    lrs.store(full())
    before = lrs.get(statementId=ID).content

    assert lrs.store(plain(id=OTHER), again) == [OTHER, ID]
    assert lrs.put(again, statementId=ID).status_code == 204
    assert (lrs.get(statementId=ID).content, count()) == (before, 2)


@pytest.mark.parametrize("path", ["timestamp", "result.duration", "attachments"])
def test_another_statement_under_a_stored_id_refuses_the_batch(lrs: Lrs, path: str) -> None:
    lrs.store(full())
    before = lrs.get(statementId=ID).content
    response = lrs.post([plain(id=OTHER), changed(full(), path, ABSENT)])

    assert refusal(response) == (409, "records.conflict", "id")
    assert ID in read(response)["detail"]
    assert refusal(lrs.put(changed(full(), path, ABSENT), statementId=ID)) == (409, "records.conflict", "id")
    assert (lrs.get(statementId=ID).content, count()) == (before, 1)


def test_one_bad_statement_refuses_the_batch_and_each_fault_is_named(lrs: Lrs) -> None:
    response = lrs.post([plain(), plain(verb={}), plain(result=None)])

    assert refusal(response) == (400, "xapi.invalid", "statements[1].verb.id")
    assert [error["field"] for error in read(response)["errors"]] == ["statements[1].verb.id", "statements[2].result"]
    assert count() == 0


def test_a_refusal_says_what_is_wrong_where_and_how_to_mend(lrs: Lrs) -> None:
    response = lrs.post(plain(result={"score": {"raw": "80"}}))
    details = read(response)

    assert details.pop("instance") == f"/xapi/statements#{response.headers['X-Request-ID']}"
    assert details == {
        "type": "urn:alur:problem:xapi.invalid",
        "title": "This is text but must be a number.",
        "status": 400,
        "detail": "This is text but must be a number. Give a number.",
        "field": "statements[0].result.score.raw",
        "mend": "Give a number.",
    }


def test_the_same_id_twice_in_a_batch_refuses_it(lrs: Lrs) -> None:
    assert refusal(lrs.post([plain(id=ID), plain(id=ID)])) == (400, "xapi.invalid", "statements[1].id")
    assert count() == 0


def test_put_stores_under_the_id_given(lrs: Lrs) -> None:
    response = lrs.put(plain(), statementId=ID)

    assert (response.status_code, response.content, lrs.ids()) == (204, b"", [ID])
    assert lrs.put(plain(id=ID.upper()), statementId=ID).status_code == 204


@pytest.mark.parametrize(
    ("content", "parameters", "code", "field"),
    [
        (plain(), {}, "xapi.bad_parameter", "statementId"),
        (plain(), {"statementId": "x"}, "xapi.bad_parameter", "statementId"),
        (plain(), {"statementid": ID}, "xapi.bad_parameter", "statementid"),
        (plain(id=OTHER), {"statementId": ID}, "xapi.invalid", "id"),
        (plain(id=5), {"statementId": ID}, "xapi.invalid", "id"),
        ([plain()], {"statementId": ID}, "xapi.invalid", "statements[0]"),
        (plain(verb=None), {"statementId": ID}, "xapi.invalid", "statements[0].verb"),
    ],
)
def test_a_put_that_is_wrong_is_refused(
    lrs: Lrs, content: Any, parameters: dict[str, str], code: str, field: str
) -> None:
    assert refusal(lrs.put(content, **parameters)) == (400, code, field)
    assert count() == 0


def test_post_takes_no_parameters(lrs: Lrs) -> None:
    assert refusal(lrs.post(plain(), statementId=ID)) == (400, "xapi.bad_parameter", "statementId")


def test_an_attachment_without_content_or_address_is_refused(lrs: Lrs) -> None:
    bare = {key: value for key, value in ATTACHMENT.items() if key != "fileUrl"}
    response = lrs.post([plain(), plain(attachments=[ATTACHMENT, bare])])

    assert refusal(response) == (400, "xapi.invalid", "statements[1].attachments[1].fileUrl")


def test_a_voided_statement_is_found_as_such_only(lrs: Lrs) -> None:
    lrs.store(plain(id=ID), plain(id=OTHER))
    lrs.store(voiding(ID, id=THIRD))

    assert lrs.ids() == [THIRD, OTHER]
    assert refusal(lrs.get(statementId=ID)) == (404, "xapi.no_statement", "statementId")
    assert read(lrs.get(voidedStatementId=ID))["id"] == ID
    assert refusal(lrs.get(voidedStatementId=OTHER)) == (404, "xapi.no_statement", "voidedStatementId")


def test_a_statement_voided_before_it_comes_is_voided(lrs: Lrs) -> None:
    lrs.store(voiding(ID, id=OTHER))
    assert lrs.get(voidedStatementId=ID).status_code == 404
    lrs.store(plain(id=ID))

    assert lrs.ids() == [OTHER]
    assert read(lrs.get(voidedStatementId=ID))["id"] == ID


def test_a_voiding_statement_cannot_be_voided(lrs: Lrs) -> None:
    lrs.store(plain(id=ID), voiding(ID, id=OTHER), voiding(OTHER, id=THIRD))

    assert lrs.ids() == [THIRD, OTHER]
    assert (lrs.get(statementId=OTHER).status_code, lrs.get(voidedStatementId=ID).status_code) == (200, 200)


def test_a_statement_may_be_sent_in_one_version_and_read_in_the_other(lrs: Lrs, lrs_2_0: Lrs) -> None:
    lrs.store(changed({**with_sub_statement(), "id": ID}, "object.timestamp", "2022-03-01T08:00:00+07:00"))
    lrs_2_0.store(plain(id=OTHER, timestamp="2022-03-01T08:00:00.50+07:00"))

    def told(system: Lrs, id: str) -> tuple[str, Any]:
        statement = read(system.get(statementId=id))
        return statement["version"], statement["object"].get("timestamp") or statement["timestamp"]

    assert [told(lrs, ID), told(lrs_2_0, ID)] == [
        ("1.0.0", "2022-03-01T08:00:00+07:00"),
        ("1.0.0", "2022-03-01T01:00:00Z"),
    ]
    assert [told(lrs, OTHER), told(lrs_2_0, OTHER)] == [("2.0.0", "2022-03-01T01:00:00.5Z")] * 2


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_the_same_at_once_store_it_once(store: None) -> None:
    sender = system(Client(), "xapi:write")
    statements = [plain(id=str(UUID(int=number))) for number in range(1, 21)]

    def send(_: int) -> int:
        try:
            return sender.post(statements).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, range(12))) == [200] * 12
    assert count() == 20
