"""The search's API: as `alur search` says it, for a credential what all may read, for who is signed in what she may."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.access.services import create_credential
from alur.base.lib import clock
from alur.knowledge.services import put_items
from alur.knowledge.services.verifying import verify_items
from tests.cast import SARI, Cast, account, assemble
from tests.imports import empty_store
from tests.knowledge.desk import put_cast_items, row

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/search"


@pytest.fixture(autouse=True)
def people() -> Iterator[Cast]:
    with empty_store(), clock.frozen_at(datetime(2026, 6, 1, 3, tzinfo=UTC)):
        cast = assemble()
        put_cast_items(cast)
        put_items(actor=SYSTEM, rows=[replace(row("RHS", "Segel rahasia", "lesson", "", ""), audience=["BALAI-A"])])
        yield cast


def credential(*scopes: str) -> dict[str, str]:
    made = create_credential(actor=SYSTEM, name="test", scopes=list(scopes))
    return {"authorization": f"Basic {b64encode(f'{made.credential.key}:{made.secret}'.encode()).decode()}"}


def ids(client: Client, query: str, headers: dict[str, str] | None = None) -> list[str]:
    answer = client.get(f"{ADDRESS}?{query}", headers=headers or {})
    assert answer.status_code == 200
    return [each["id"] for each in answer.json()["results"]]


def test_a_credential_finds_what_all_may_read(client: Client) -> None:
    headers = credential("search:read")
    answer = client.get(f"{ADDRESS}?q=menyegel+sampl&limit=1", headers=headers).json()
    [hit] = answer["results"]
    assert (hit.pop("score") > 0, answer["guessed"]) == (True, {"sampl": "sampel"})
    assert hit == {
        "id": "SOP",
        "kind": "procedure",
        "title": "Cara menyegel sampel",
        "passage": "Segel dipasang dua kali.",
        "heading": "",
        "day": "2026-01-15",
        "url": "http://127.0.0.1:8000/pengetahuan/SOP",
    }
    assert set(ids(client, "q=segel", headers)) == {"SOP", "MAT", "SEMUA"}
    assert client.get(f"{ADDRESS}?q=rahasi", headers=headers).json()["guessed"] == {}


def test_who_is_signed_in_finds_what_she_may_read(people: Cast, client: Client) -> None:
    client.force_login(account(SARI))
    assert set(ids(client, "q=segel")) == {"SOP", "MAT", "SEMUA", "RHS"}
    client.force_login(account(people.tono.nip))
    assert set(ids(client, "q=segel")) == {"SOP", "MAT", "SEMUA"}


def test_it_is_narrowed(client: Client) -> None:
    client.force_login(account(SARI))
    verify_items(actor=SYSTEM, codes=["MAT"])
    assert set(ids(client, "q=segel&unit=BALAI-A")) == {"SOP", "MAT"}
    assert ids(client, "q=segel&kind=procedure") == ["SOP"]
    assert ids(client, "q=segel&verified=true") == ["MAT"]
    assert ids(client, "q=segel&since=2026-01-16") == []
    assert ids(client, "q=segel&topic=Entah") == []


@pytest.mark.parametrize(
    ("query", "scopes", "status", "code"),
    [
        ("q=segel", None, 401, "access.credential_missing"),
        ("q=segel", ["admin:read"], 403, "access.scope_missing"),
        ("q=segel&unit=ENTAH", ["search:read"], 404, "people.no_such_unit"),
        ("q=", ["search:read"], 400, "api.invalid"),
        ("q=segel&limit=101", ["search:read"], 400, "api.invalid"),
        ("q=segel&since=kemarin", ["search:read"], 400, "api.invalid"),
    ],
)
def test_refusals_are_problem_details(
    client: Client, query: str, scopes: list[str] | None, status: int, code: str
) -> None:
    answer = client.get(f"{ADDRESS}?{query}", headers=credential(*scopes) if scopes else {})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:alur:problem:{code}"


@pytest.mark.parametrize("q", ["%00", "%0A", "x" * 200, "%F0%9D%95%8F", "'; DROP TABLE x"])
def test_odd_words_break_nothing(client: Client, q: str) -> None:
    assert ids(client, f"q={q}", credential("search:read")) == []
