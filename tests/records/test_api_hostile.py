"""Broken, huge and hostile requests get a clear refusal, store nothing and leave the store at work."""

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest

from alur.catalogue.statements import iri
from alur.learning.models import Completion
from alur.people.statements import actor
from alur.records.api.door import LARGEST_BODY_BYTES
from alur.records.models import Fault
from alur.records.rules.prepare import LARGEST_STATEMENT_BYTES
from tests.imports import SARI, empty_store, take_basics
from tests.records.lrs import STATEMENTS, Lrs, count, read, refusal
from tests.records.samples import ID, changed, full, plain

pytestmark = [pytest.mark.django_db, pytest.mark.both]
GOOD = orjson.dumps(plain())
UNDER_AN_ID = f"{STATEMENTS}?statementId={ID}"
DEEP = b'{"a":' * 10_000 + b"1" + b"}" * 10_000
IRI_OF_1_MB = f"http://example.com/{'a' * 1_000_000}"


def with_extension(value: bytes) -> bytes:
    return GOOD[:-1] + b',"result":{"extensions":{"http://example.com/ext":' + value + b"}}}"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "xapi.bad_json"),
        (b"hello", 400, "xapi.bad_json"),
        (GOOD[:-1], 400, "xapi.bad_json"),
        (GOOD + GOOD, 400, "xapi.bad_json"),
        (b"\xef\xbb\xbf" + GOOD, 400, "xapi.bad_json"),
        (GOOD.decode().encode("utf-16"), 400, "xapi.bad_json"),
        (with_extension(b'"\xff\xfe"'), 400, "xapi.bad_json"),
        (with_extension(b'"\xed\xa0\x80"'), 400, "xapi.bad_json"),
        (with_extension(b'"\\ud800"'), 400, "xapi.bad_json"),
        (with_extension(b"NaN"), 400, "xapi.bad_json"),
        (with_extension(b"-Infinity"), 400, "xapi.bad_json"),
        (with_extension(b"1e999"), 400, "xapi.bad_json"),
        (with_extension(b'{"a":1,"a":2}'), 400, "xapi.bad_json"),
        (GOOD[:-1] + b',"verb":{"id":"http://example.com/verb"}}', 400, "xapi.bad_json"),
        (DEEP, 400, "xapi.bad_json"),
        (with_extension(b"[" * 500 + b"]" * 500), 400, "xapi.bad_json"),
        (b"[" + b"[]," * 100_000 + b"[]]", 400, "xapi.invalid"),
        (b"null", 400, "xapi.invalid"),
        (b'"statement"', 400, "xapi.invalid"),
        (b"[null]", 400, "xapi.invalid"),
        (with_extension(b'"' + b"x" * LARGEST_STATEMENT_BYTES + b'"'), 413, "xapi.too_large"),
        (b"[" + b" " * LARGEST_BODY_BYTES + b"]", 413, "xapi.too_large"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else "",
)
def test_a_body_that_is_wrong_is_refused(lrs: Lrs, body: bytes, status: int, code: str) -> None:
    for method, address in (("POST", STATEMENTS), ("PUT", UNDER_AN_ID)):
        assert refusal(lrs.call(method, address, body))[:2] == (status, code)
    assert count() == 0


@pytest.mark.parametrize(
    ("kind", "headers", "status", "code", "field"),
    [
        ("text/plain", {}, 400, "xapi.content_type", "Content-Type"),
        ("", {}, 400, "xapi.content_type", "Content-Type"),
        ("application/x-www-form-urlencoded", {}, 400, "xapi.content_type", "Content-Type"),
        ("multipart/mixed; boundary=x", {}, 400, "xapi.content_type", "Content-Type"),
        ("application/json", {"Content_Encoding": "gzip"}, 415, "xapi.content_encoding", "Content-Encoding"),
    ],
)
def test_a_body_of_another_kind_is_refused(
    lrs: Lrs, kind: str, headers: dict[str, str], status: int, code: str, field: str
) -> None:
    body = gzip.compress(GOOD) if headers else GOOD

    assert refusal(lrs.call("POST", STATEMENTS, body, kind, **headers)) == (status, code, field)
    assert count() == 0


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_may_name_its_charset(lrs: Lrs, kind: str) -> None:
    assert lrs.call("POST", STATEMENTS, GOOD, kind).status_code == 200


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("verb.id", IRI_OF_1_MB, "verb.id"),
        ("object.id", IRI_OF_1_MB, "object.id"),
        ("actor.openid", IRI_OF_1_MB, "actor.openid"),
        ("actor.member.0.account.homePage", IRI_OF_1_MB, "actor.member[0].account.homePage"),
        ("actor.member.0.account.name", "x" * 1_000_000, "actor.member[0].account.name"),
        ("actor.member.0.account.name", "Sari\x00", "actor.member[0].account.name"),
        ("actor.member.1.mbox", f"mailto:{'a' * 1_000_000}@example.go.id", "actor.member[1].mbox"),
        ("verb.display", {"x" * 1_000_000: "x"}, "verb.display.{}"),
        ("result.extensions", {IRI_OF_1_MB[7:]: 1}, "result.extensions.{}"),
        ("result.duration", f"PT{'1' * 1_000_000}", "result.duration"),
        ("timestamp", "2022-03-01T08:00:00." + "1" * 1_000_000, "timestamp"),
        ("context.language", "-".join(["x"] * 500_000), "context.language"),
        ("x" * 1_000_000, 1, "{}"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_value_of_a_megabyte_is_refused_in_few_words(lrs: Lrs, path: str, value: Any, field: str) -> None:
    response = lrs.post(changed(full(), path, value))
    status, code, named = refusal(response)

    assert (status, code, len(response.content) < 3_000) == (400, "xapi.invalid", True)
    assert named.startswith(f"statements[0].{field.removesuffix('{}')}")
    assert count() == 0


def test_longest_names_and_odd_letters_are_stored(lrs: Lrs) -> None:
    names = ["é" * 250, "名" * 166, "'; DROP TABLE records_statement; --", "50%_\\", "\u202e|a|b", "x" * 500]
    accounts = [{"account": {"homePage": f"http://example.com/{'b' * 1_900}", "name": name}} for name in names]
    ids = lrs.store(*[plain(actor=account, object={"id": f"urn:x:{'%41' * 600}"}) for account in accounts])

    assert [lrs.ids(agent=orjson.dumps(account).decode()) for account in accounts] == [[id] for id in ids]


def test_a_nul_in_what_is_kept_as_text_comes_back(lrs: Lrs) -> None:
    (id,) = lrs.store(plain(result={"response": "a\x00b"}))

    assert read(lrs.get(statementId=id))["result"] == {"response": "a\x00b"}


def test_a_group_of_thousands_is_stored(lrs: Lrs) -> None:
    members = [{"mbox": f"mailto:person{number}@example.go.id"} for number in range(5_000)]
    (id,) = lrs.store(plain(actor={"objectType": "Group", "member": members}))

    assert lrs.ids(agent='{"mbox":"mailto:person4999@example.go.id"}') == [id]


@pytest.mark.parametrize(
    "path",
    ["", "x", "statements/", "statements/x", "activities/none", "../xapi/statements%00", "statements?agent=%ff%fe"],
)
def test_an_address_that_is_wrong_is_refused(lrs: Lrs, path: str) -> None:
    assert lrs.call("GET", f"/xapi/{path}").status_code in (400, 404)


HUGE_RESULTS: list[dict[str, Any]] = [
    {"duration": f"PT{'9' * 40}S"},
    {"duration": f"P{'9' * 300}W"},
    {"duration": "P1Y"},
    {"score": {"raw": 1e300}},
    {"score": {"raw": -1e300, "max": 1e-300}},
    {"score": {"raw": 18_446_744_073_709_551_615}},
    {"score": {"raw": 0.000001}},
    {"score": {}},
    {"score": {"scaled": 1}, "completion": False, "success": False},
]
VERBS = ["completed", "attended", "passed", "failed", "scored", "experienced", "answered"]
MOMENTS = ["0002-01-01T00:00:00Z", "9998-12-31T23:59:59.999999Z", "1969-12-31T23:59:59-12:00"]


def test_what_others_say_of_our_people_and_modules_never_stops_the_projections(lrs: Lrs, tmp_path: Path) -> None:
    with empty_store():
        take_basics(tmp_path)
    verbs = [f"http://adlnet.gov/expapi/verbs/{verb}" for verb in VERBS]
    kinds = [iri("module", "M1"), iri("session", "S1"), iri("exam", "E1"), iri("module", "none")]
    odd: list[dict[str, Any]] = [
        *({"result": result} for result in HUGE_RESULTS),
        *({"timestamp": at} for at in MOMENTS),
    ]
    said = [(verb, activity, more) for verb in verbs for activity in kinds for more in odd]
    lrs.store(*[{"actor": actor(SARI), "verb": {"id": v}, "object": {"id": o}, **more} for v, o, more in said])

    assert list(Fault.objects.values_list("projection", "error")) == []
    assert Completion.objects.filter(kind="module").exists()
