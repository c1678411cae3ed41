"""A system that calls `/xapi/`, as tests want to read it."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from django.test import Client

from alur.base.access import services
from alur.base.access.rules import SYSTEM
from alur.records.models import Statement

STATEMENTS = "/xapi/statements"


@dataclass(frozen=True)
class Lrs:
    """One calling system. key: that of its credential; authorization: the header it sends, "" for none."""

    client: Client
    key: str
    authorization: str
    version: str = "1.0.3"

    @property
    def authority(self) -> dict[str, Any]:
        """The agent that vouches for what this system sends."""
        return {"objectType": "Agent", "account": {"homePage": "urn:alur:credential", "name": self.key}}

    def speaking(self, version: str) -> "Lrs":
        """Return the same system speaking another version, "" for none."""
        return replace(self, version=version)

    def as_nobody(self, authorization: str = "") -> "Lrs":
        """Return a system that sends another Authorization header, or none."""
        return replace(self, authorization=authorization)

    def call(
        self, method: str, address: str, body: bytes | None = None, kind: str = "application/json", **headers: str
    ) -> HttpResponse:
        """Send a request. headers: names with `_` for `-`."""
        sent = {"Authorization": self.authorization, "X-Experience-API-Version": self.version}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        # Django's client names no kind for an empty body; true ones do.
        wsgi = {"CONTENT_TYPE": kind} if body == b"" else {}
        named = {name: value for name, value in sent.items() if value}
        return self.client.generic(method, address, body or b"", kind, headers=named, **wsgi)  # type: ignore[return-value, arg-type]

    def post(self, content: Any, **parameters: str) -> HttpResponse:
        """Send statements. content: what is to be JSON."""
        return self.call("POST", address(parameters), orjson.dumps(content))

    def put(self, content: Any, **parameters: str) -> HttpResponse:
        """Send one statement under its id."""
        return self.call("PUT", address(parameters), orjson.dumps(content))

    def get(self, **parameters: str) -> HttpResponse:
        """Ask for statements."""
        return self.call("GET", address(parameters))

    def store(self, *statements: dict[str, Any]) -> list[str]:
        """Send statements that are right, and return their ids."""
        response = self.post(list(statements))
        assert response.status_code == 200, response.content
        ids: list[str] = read(response)
        return ids

    def ids(self, **parameters: str) -> list[str]:
        """Return the ids of the statements that match, page by page to the end."""
        response = self.get(**parameters)
        found: list[str] = []
        while True:
            assert response.status_code == 200, response.content
            page = read(response)
            given = [statement["id"] for statement in page["statements"]]
            assert not set(given) & set(found), "a page repeats what one before it gave"
            found += given
            if not page["more"]:
                return found
            response = self.call("GET", page["more"])


def system(client: Client, *scopes: str) -> Lrs:
    """Return a system with a new credential of these scopes."""
    made = services.create_credential(actor=SYSTEM, name="LMS", scopes=scopes)
    return Lrs(client, made.credential.key, f"Bearer {made.credential.key}:{made.secret}")


def address(parameters: dict[str, str]) -> str:
    return f"{STATEMENTS}?{urlencode(parameters)}" if parameters else STATEMENTS


def read(response: HttpResponse) -> Any:
    """Return what the body of a response says."""
    return orjson.loads(response.content)


def refusal(response: HttpResponse) -> tuple[int, str, str]:
    """Return status, code and field of problem details."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    details = read(response)
    assert details["status"] == response.status_code
    assert details["mend"]
    return response.status_code, details["type"].removeprefix("urn:alur:problem:"), details.get("field", "")


def count() -> int:
    """Return how many statements are stored."""
    return Statement.objects.count()
