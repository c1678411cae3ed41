"""What machines watch: /healthz, /readyz, /metrics."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from alur.base.jobs.rules import Call
from alur.base.jobs.services import enqueue
from alur.base.jobs.services.failing import note
from alur.base.lib import clock
from alur.config.health import checks
from alur.records.models import Fault, Head
from alur.records.services.opening import open_store

pytestmark = pytest.mark.both
OK = {"status": "ok"}


@pytest.fixture
def ready(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Make an installation that lacks nothing."""
    open_store()
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(checks, "DIST", tmp_path)


def asked(client: Client) -> tuple[int, dict[str, dict[str, str]]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["checks"]


def test_alive_is_said_without_asking_the_database(client: Client) -> None:
    answer = client.get("/healthz")  # a test without the database mark fails when it is asked
    assert (answer.status_code, answer.json()) == (200, OK)
    assert "no-store" in answer.headers["Cache-Control"]


def test_ready_names_each_check(ready: None, client: Client) -> None:
    names = ["database", "migrations", "store", "projections", "files", "front_end"]
    assert asked(client) == (200, dict.fromkeys(names, OK))


def test_store_never_opened(ready: None, client: Client) -> None:
    Head.objects.all().delete()
    status, found = asked(client)
    assert (status, found["store"]) == (
        503,
        {"status": "fail", "problem": "The store of records was never opened.", "mend": "Run: alur init"},
    )


def test_projection_of_another_version_is_named(ready: None, client: Client) -> None:
    head = Head.objects.get()
    head.live = " ".join(label for label in head.live.split() if not label.startswith("credit.ledger:"))
    head.save()
    assert asked(client)[1]["projections"] == {
        "status": "fail",
        "problem": "Not kept up: credit.ledger.",
        "mend": "Run: alur rebuild credit.ledger",
    }


def test_fault_is_named(ready: None, client: Client) -> None:
    Fault.objects.create(at=clock.now(), projection="credit.ledger", rid=1, error="ValueError: x")
    status, found = asked(client)
    assert (status, found["projections"]) == (
        503,
        {"status": "fail", "problem": "credit.ledger could not take in a record.", "mend": "Run: alur doctor"},
    )


def test_unapplied_migration(ready: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_is_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    status, found = asked(client)
    assert (status, found["migrations"]["problem"]) == (503, "1 migrations are not applied.")


def test_files_and_bundle_that_are_not_there(ready: None, client: Client, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "lost"
    (tmp_path / "manifest.json").unlink()
    status, found = asked(client)
    assert (status, found["files"]["status"], found["front_end"]["mend"]) == (503, "fail", "Run: make setup")


def test_database_that_does_not_answer(client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("password of alur at 10.0.0.1")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    status, found = asked(client)
    assert (status, list(found), found["database"]["problem"]) == (
        503,
        ["database", "files", "front_end"],
        "The database does not answer.",
    )
    text = client.get("/metrics").content.decode()
    assert re.findall(r"^alur_(?:database|statements|jobs)\w* .*$", text, re.MULTILINE) == ["alur_database_up 0.0"]


def test_metrics_count_by_route_and_never_by_path(ready: None, client: Client) -> None:
    before = served(client, "rapor/<str:nip>")
    for nip in ("198609262015051001", "197503102000031002"):
        client.get(f"/rapor/{nip}?q=Sari")
    client.generic("BREW", "/healthz")
    text = client.get("/metrics").content.decode()
    assert served(client, "rapor/<str:nip>") == before + 2
    assert 'method="other",route="healthz"' in text
    named = re.sub(r" \S+$", "", text, flags=re.MULTILINE)  # the figures after the names may hold any digits
    assert "1986" not in named
    assert "19750310" not in named
    assert "Sari" not in named
    assert 'alur_request_seconds_bucket{le="0.1",method="GET",route="rapor/<str:nip>"}' in text


def served(client: Client, route: str) -> float:
    text = client.get("/metrics").content.decode()
    found = re.search(rf'alur_requests_total{{method="GET",route="{re.escape(route)}",status="302"}} (\S+)', text)
    return float(found[1]) if found else 0


def test_metrics_tell_what_waits_and_what_failed(ready: None, client: Client) -> None:
    enqueue("records.catch_up")
    note(Call("records.months", {}), ValueError("x"))
    Fault.objects.create(at=clock.now(), projection="credit.ledger", rid=1, error="x")
    assert gauges(client) == {
        "alur_database_up": 1,
        "alur_projection_lag_statements": 0,
        "alur_projection_faults": 1,
        "alur_jobs_waiting": 1,
        "alur_jobs_failed": 1,
    }


def gauges(client: Client) -> dict[str, float]:
    text = client.get("/metrics").content.decode()
    found = re.findall(r"^(alur_(?:database|projection|jobs)\w*) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


@pytest.mark.django_db(transaction=True)
def test_metrics_count_statements_and_those_not_folded(ready: None, client: Client) -> None:
    from alur.records.queries import state

    for number in range(1, 4):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO records_statementkey (id, rid, digest) VALUES (%s, %s, %s)", [key(), number, b""]
            )
            cursor.execute(
                "INSERT INTO records_statement (rid, id, verb_id, actor_id, body) VALUES (%s, %s, 1, 1, '{}')",
                [number, key()],
            )
    Head.objects.update(folded=1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")  # else its statistics are up to a second late
    assert (state.stored_count(), state.lag()) == (3, 2)


def key() -> str:
    made = uuid4()
    return str(made) if connection.vendor == "postgresql" else made.hex
