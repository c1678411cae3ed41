"""The figures' API: the same numbers as everywhere, only with the right credential, refusals as problem details."""

import json
from base64 import b64encode

import pytest
from django.test import Client

from alur.base.access.rules import SYSTEM
from alur.base.access.services import create_credential
from alur.insight.queries.year import year_figures
from tests.insight.world import World, build

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/report/year/2022"


@pytest.fixture
def world() -> World:
    return build()


def credential(*scopes: str) -> dict[str, str]:
    made = create_credential(actor=SYSTEM, name="test", scopes=list(scopes))
    return {"authorization": f"Basic {b64encode(f'{made.credential.key}:{made.secret}'.encode()).decode()}"}


def test_report_equals_the_figures(world: World, client: Client) -> None:
    headers = credential("admin:read")
    for query, unit in (("", None), ("?unit=B", world.below)):
        answer = client.get(ADDRESS + query, headers=headers)
        assert (answer.status_code, answer.json()) == (200, year_figures(2022, unit=unit).as_numbers())


@pytest.mark.parametrize(
    ("address", "scopes", "status", "code"),
    [
        (ADDRESS, None, 401, "access.credential_missing"),
        (ADDRESS, ["xapi:read"], 403, "access.scope_missing"),
        (f"{ADDRESS}?unit=NONE", ["admin:read"], 404, "people.no_such_unit"),
        (f"{ADDRESS}?unit={'x' * 65}", ["admin:read"], 400, "api.invalid"),
        ("/api/v1/report/year/1", ["admin:read"], 400, "api.invalid"),
    ],
)
def test_refusals_are_problem_details(
    world: World, client: Client, address: str, scopes: list[str] | None, status: int, code: str
) -> None:
    answer = client.get(address, headers=credential(*scopes) if scopes else {})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:alur:problem:{code}"


def test_the_description_is_there(client: Client) -> None:
    description = json.loads(client.get("/api/v1/openapi.json").content)
    assert list(description["paths"]) == [ADDRESS.replace("2022", "{year}"), "/api/v1/search"]
