"""Version, credentials, methods and headers of everything under `/xapi/`."""

import base64
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client

from alur.base.lib import clock
from alur.records.services.stamping import stamp
from tests.records.lrs import STATEMENTS, Lrs, count, read, refusal, system
from tests.records.samples import ID, plain

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ABOUT = "/xapi/about"
VERSION = "X-Experience-API-Version"
THROUGH = "X-Experience-API-Consistent-Through"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("named", "served"),
    [("1.0", "1.0.3"), ("1.0.0", "1.0.3"), ("1.0.3", "1.0.3"), ("2.0.0", "2.0.0"), ("2.0", "2.0.0")],
)
def test_the_version_named_is_served(lrs: Lrs, named: str, served: str) -> None:
    response = lrs.speaking(named).get()

    assert (response.status_code, response.headers[VERSION]) == (200, served)


@pytest.mark.parametrize(
    ("named", "answered"),
    [("", "0.95"), ("0.9", "2.0.0"), ("1.0.9", "2.0.0"), ("1.1", "2.0.0"), ("3.0.0", "2.0.0"), ("x" * 9000, "2.0.0")],
    ids=lambda value: value[:9],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_another_version_or_none_is_refused(lrs: Lrs, method: str, named: str, answered: str) -> None:
    response = lrs.speaking(named).call(method, STATEMENTS)

    assert refusal(response) == (400, "xapi.bad_version", VERSION)
    assert response.headers[VERSION] == answered


@pytest.mark.parametrize("version", ["", "1.0.3", "2.0.0", "9"])
def test_about_is_open_to_all(lrs: Lrs, version: str) -> None:
    response = lrs.as_nobody().speaking(version).call("GET", ABOUT)

    assert (response.status_code, read(response)) == (200, {"version": ["1.0.3", "2.0.0"], "extensions": {}})
    assert refusal(lrs.call("GET", f"{ABOUT}?x=1")) == (400, "xapi.bad_parameter", "x")


def test_a_credential_is_needed(lrs: Lrs) -> None:
    wrong = base64.b64encode(f"{lrs.key}:wrong".encode()).decode()

    def answers(authorization: str) -> list[tuple[int, str, str]]:
        nobody = lrs.as_nobody(authorization)
        return [refusal(nobody.get()), refusal(nobody.post(plain())), refusal(nobody.put(plain(), statementId=ID))]

    assert answers("") == [(401, "access.credential_missing", "Authorization")] * 3
    assert answers(f"Basic {wrong}") == [(401, "access.bad_credential", "Authorization")] * 3
    assert answers("Basic :::") == [(401, "access.bad_credential", "Authorization")] * 3
    assert lrs.as_nobody().get().headers["WWW-Authenticate"] == 'Basic realm="Alur", charset="UTF-8", Bearer'
    assert count() == 0


def test_basic_serves_as_well_as_bearer(lrs: Lrs) -> None:
    pair = lrs.authorization.removeprefix("Bearer ")
    basic = lrs.as_nobody("Basic " + base64.b64encode(pair.encode()).decode())

    assert len(basic.store(plain())) == 1


def test_a_scope_is_needed_for_each_way(store: None, client: Client) -> None:
    reader, writer = system(client, "xapi:read"), system(client, "xapi:write")
    refused = (403, "access.scope_missing", "")

    assert refusal(reader.post(plain())) == refusal(reader.put(plain(), statementId=ID)) == refused
    assert refusal(writer.get()) == refused
    assert (len(writer.store(plain())), len(reader.ids())) == (1, 1)


def test_a_signed_in_browser_is_nobody_here(lrs: Lrs, client: Client) -> None:
    client.cookies["sessionid"] = "whatever"

    assert refusal(lrs.as_nobody().get()) == (401, "access.credential_missing", "Authorization")


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize(
    ("address", "allowed"), [(STATEMENTS, "GET, POST, PUT, HEAD, OPTIONS"), (ABOUT, "GET, HEAD, OPTIONS")]
)
def test_other_methods_are_refused(lrs: Lrs, method: str, address: str, allowed: str) -> None:
    response = lrs.call(method, address)

    assert refusal(response) == (405, "xapi.method", "")
    assert response.headers["Allow"] == allowed


def test_head_is_get_without_its_body(lrs: Lrs) -> None:
    lrs.store(plain(id=ID))

    def told(method: str, address: str) -> dict[str, str]:
        response = lrs.call(method, address)
        ours = ("Content-Type", "Content-Length", "Last-Modified", VERSION)
        return {"status": str(response.status_code), **{name: response.headers.get(name, "") for name in ours}}

    for address in (ABOUT, STATEMENTS, f"{STATEMENTS}?statementId={ID}", f"{STATEMENTS}?statementId=x"):
        assert told("HEAD", address) == told("GET", address)
        assert lrs.call("HEAD", address).content == b""
        assert told("HEAD", address)["Content-Length"] == str(len(lrs.call("GET", address).content))


def test_one_statement_tells_when_it_was_stored(lrs_2_0: Lrs) -> None:
    with clock.frozen_at(NOON):
        lrs_2_0.store(plain(id=ID))

    assert lrs_2_0.get(statementId=ID).headers["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"


def test_a_page_of_another_site_may_call(lrs: Lrs) -> None:
    preflight = lrs.as_nobody().speaking("").call("OPTIONS", STATEMENTS, Origin="https://course.example")
    answer = lrs.call("GET", STATEMENTS, Origin="https://course.example")

    assert (preflight.status_code, preflight.content) == (204, b"")
    assert [preflight.headers[f"Access-Control-{name}"] for name in ("Allow-Methods", "Allow-Headers")] == [
        "GET, POST, PUT, HEAD, OPTIONS",
        "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, X-Experience-API-Version",
    ]
    assert {each.headers["Access-Control-Allow-Origin"] for each in (preflight, answer)} == {"*"}
    assert {VERSION, THROUGH} < set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_every_answer_tells_how_far_it_is_complete(lrs: Lrs) -> None:
    with clock.frozen_at(NOON):
        lrs.store(plain(id=ID))
    answers = [
        lrs.get(),
        lrs.get(statementId=ID),
        lrs.get(foo="bar"),
        lrs.post({}),
        lrs.post(plain(id=ID, timestamp="2020-01-01T00:00:00Z")),
        lrs.as_nobody().get(),
        lrs.speaking("").get(),
        lrs.call("DELETE", STATEMENTS),
        lrs.call("OPTIONS", STATEMENTS),
        lrs.call("HEAD", STATEMENTS),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 400, 400, 409, 401, 400, 405, 204, 200]
    assert {answer.headers[THROUGH] for answer in answers} == {"2026-03-01T12:00:00.000000Z"}


def test_an_empty_store_is_complete(lrs: Lrs) -> None:
    with clock.frozen_at(NOON):
        assert lrs.get().headers[THROUGH] == "2026-03-01T12:00:00.000000Z"


@pytest.mark.django_db(transaction=True)
def test_a_store_in_which_nobody_writes_is_complete_up_to_now(store: None, client: Client) -> None:
    lrs = system(client, "xapi:read", "xapi:write")
    with clock.frozen_at(NOON):
        lrs.store(plain())
    with clock.frozen_at(NOON + timedelta(hours=1)):
        assert lrs.get().headers[THROUGH] == "2026-03-01T13:00:00.000000Z"
        lrs.store(plain())
    stored = [statement["stored"] for statement in read(lrs.get())["statements"]]

    assert stored == ["2026-03-01T13:00:00.000001Z", "2026-03-01T12:00:00.000000Z"]


@pytest.mark.django_db(transaction=True)
def test_a_store_in_which_somebody_writes_is_complete_up_to_the_write_before(store: None, client: Client) -> None:
    lrs = system(client, "xapi:read", "xapi:write")
    with clock.frozen_at(NOON):
        lrs.store(plain())
    is_writing, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            stamp()
            is_writing.set()
            may_end.wait(30)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert is_writing.wait(30)
    with clock.frozen_at(NOON + timedelta(hours=1)):
        through = lrs.get().headers[THROUGH]
    may_end.set()
    writer.join()

    assert through == "2026-03-01T12:00:00.000000Z"
