"""Questions sent to PostgreSQL past the driver's cursors: answers in order, errors told once, nothing left over."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.signals import request_started
from django.db import DatabaseError, DataError, IntegrityError, OperationalError, connection, transaction
from psycopg.pq import PipelineStatus

from alur.base.lib import bulk
from alur.base.lib.postgresql import wire
from alur.people.models import Unit
from tests.base.lib.test_postgresql import hang_up
from tests.settings import ON_POSTGRES

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not ON_POSTGRES, reason="of PostgreSQL alone"),
]
ADD = "INSERT INTO people_unit (code, name, path, kind, province, city) VALUES (%s, %s, %s, '', '', '')"


@pytest.fixture(autouse=True)
def _own_connection() -> Iterator[None]:
    connection.close()
    yield
    connection.close()


def add(code: str) -> None:
    bulk.write(ADD, [code, f"Unit {code}", f"{code}/"])


def add_in_pipeline(*names: str, then: Callable[[], object] = lambda: None) -> None:
    with transaction.atomic(), bulk.pipelined():
        for name in names:
            add(name)
        then()


def codes() -> list[str]:
    return [code for (code,) in bulk.read("SELECT code FROM people_unit ORDER BY code")]


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        2**40,
        "a%sb",
        Decimal("1.25"),
        True,
        date(2026, 12, 1),
        datetime(2026, 12, 1, 3, 4, 5, 678, tzinfo=UTC),
        UUID(int=5),
        b"\0\1",
    ],
)
def test_a_value_comes_back_as_it_was_sent(value: Any) -> None:
    for _ in range(2):
        assert bulk.read("SELECT %s", [value]) == [(value,)]


def test_a_percent_sign_is_no_mark() -> None:
    assert bulk.read("SELECT 'ab' LIKE 'a%%', %s::int", [3]) == [(True, 3)]


def test_what_is_written_in_a_pipeline_is_there_for_any_reader_after_it() -> None:
    with transaction.atomic(), bulk.pipelined():
        add("A")
        assert Unit.objects.filter(code="A").exists()
        add("B")
        assert codes() == ["A", "B"]
        add("C")
    assert codes() == ["A", "B", "C"]


@pytest.mark.parametrize("then", [codes, lambda: None])
def test_a_fault_in_a_pipeline_is_told_and_undoes_the_transaction(then: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError):
        add_in_pipeline("A", "A", "B", then=then)
    assert codes() == []


def test_another_fault_leaves_no_answer_for_who_comes_next() -> None:
    with pytest.raises(ZeroDivisionError):
        add_in_pipeline("A", then=lambda: 1 // 0)
    assert codes() == []


def test_a_statement_that_could_not_be_planned_is_planned_anew() -> None:
    with pytest.raises(DatabaseError):
        bulk.read("SELECT word FROM not_yet")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE not_yet (word text)")
    assert bulk.read("SELECT word FROM not_yet") == []


def test_what_cannot_be_sent_leaves_the_connection_as_it_was() -> None:
    with pytest.raises(DataError, match="NUL"):
        bulk.read("SELECT %s", ["a\0b"])
    assert connection.connection.pgconn.pipeline_status == PipelineStatus.OFF
    assert not Unit.objects.exists()


def test_too_many_plans_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "PLANS_KEPT", 3)
    for _ in range(2):
        for number in range(8):
            assert bulk.read(f"SELECT {number}") == [(number,)]
    kept = "SELECT count(*) FROM pg_prepared_statements"
    with connection.cursor() as cursor:
        cursor.execute(kept)
        assert cursor.fetchone() == (3,)


def test_a_server_that_hangs_up_in_a_pipeline_is_told_and_the_next_question_answered() -> None:
    with pytest.raises(OperationalError):
        add_in_pipeline("A", then=hang_up)
    request_started.send(None)
    assert codes() == []


def test_who_is_interrupted_while_waiting_leaves_no_answer_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_wire: wire.Wire) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(wire.Wire, "next_result", interrupt)
        with pytest.raises(KeyboardInterrupt):
            bulk.read("SELECT 1")
    request_started.send(None)
    assert bulk.read("SELECT 2") == [(2,)]
