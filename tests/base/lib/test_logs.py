"""Logs: a line of JSON each, with the request's id, and nobody in them."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.test import Client

from alur.base.lib import logs
from tests import cast

pytestmark = pytest.mark.django_db


class Written:
    """What was logged, as it goes to stderr: by Python's logging, and the short way."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.stream = StringIO()
        self._capsys = capsys

    def text(self) -> str:
        return self.stream.getvalue() + self._capsys.readouterr().err

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().splitlines()]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    """Give what is logged."""
    made = Written(capsys)
    handler = logging.StreamHandler(made.stream)
    handler.setFormatter(logs.formatter())
    logging.getLogger().addHandler(handler)
    yield made
    logging.getLogger().removeHandler(handler)


def test_request_is_told_with_route_account_and_id(written: Written, client: Client) -> None:
    cast.assemble()
    account = cast.account(cast.SARI)
    client.post("/masuk", {"username": cast.SARI, "password": cast.PASSWORD})
    answer = client.get(f"/rapor/{cast.SARI}?cari=Sari+Wulandari")
    told = written.lines()[-1]
    measured = {name: told.pop(name) for name in ("at", "duration_ms")}
    assert told == {
        "event": "request",
        "method": "GET",
        "route": "rapor/<str:nip>",
        "status": answer.status_code,
        "account": account.pk,
        "request_id": answer.headers["X-Request-ID"],
        "level": "info",
    }
    assert 0 < measured["duration_ms"] < 60_000


def test_each_request_has_an_id_of_its_own(client: Client) -> None:
    ids = {client.get("/healthz", headers={"X-Request-ID": "mine"}).headers["X-Request-ID"] for _ in range(3)}
    assert (len(ids), "mine" in ids) == (3, False)


def test_nobody_is_in_the_log_after_a_visit(written: Written, client: Client) -> None:
    cast.assemble()
    cast.account(cast.SARI)
    client.raise_request_exception = False
    for path in ("/masuk", f"/masuk?next=/rapor/{cast.SARI}"):
        client.get(path)
    client.post("/masuk", {"username": cast.SARI, "password": "rahasia Sari"})
    client.post("/lupa-sandi", {"username": cast.SARI})
    client.post("/masuk", {"username": cast.SARI, "password": cast.PASSWORD})
    for path in ("/", "/rapor", f"/rapor/{cast.SARI}", "/tim", "/akun", f"/tidak-ada/{cast.SARI}?q=sari@bpom.example"):
        client.get(path)
    client.post("/akun/sandi", {"oldpassword": cast.PASSWORD, "password1": "x", "password2": "x"})
    client.post("/keluar")
    text = written.text()
    assert text.count('"event":"request"') == 13
    found = [
        word for word in (cast.SARI, "Sari", "Wulandari", "bpom.example", "rahasia", "kopi", "cari=") if word in text
    ]
    assert found == []


def test_exception_is_told_without_what_it_quotes(written: Written) -> None:
    try:
        fail(f"no room for {cast.SARI} (sari@bpom.example)\nDETAIL:  Key (name)=(Sari Wulandari) exists.")
    except ValueError as error:
        structlog.get_logger("alur.x").error("broken", exc_info=error)
        logging.getLogger("somebody.else").exception("It broke for %s", cast.SARI)
    own, foreign = written.lines()
    assert own["error"] == foreign["error"] == "ValueError: no room for … (…)"
    assert own["trace"][-1].endswith(" fail")
    assert (own["event"], foreign["event"], foreign["logger"]) == ("broken", "It broke for …", "somebody.else")


def fail(message: str) -> None:
    raise ValueError(message)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("NIP 198609262015051001 not found", "NIP … not found"),
        ("to sari.w+x@bpom.example.id failed", "to … failed"),
        ("duplicate key\nDETAIL:  Key (nip)=(1)", "duplicate key"),
        ("line 12 of 34567", "line 12 of 34567"),
        ("x" * 1000, "x" * 300),
    ],
)
def test_messages_are_scrubbed(text: str, told: str) -> None:
    assert logs.scrub(text) == told
