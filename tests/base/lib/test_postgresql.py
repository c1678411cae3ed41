"""Connections to PostgreSQL: looked over without a question, and let go when the server has hung up."""

import psycopg
import pytest
from django.core.signals import request_started
from django.db import connection

from alur.base.lib import bulk
from alur.people.models import Unit
from tests.asking import statements
from tests.settings import ON_POSTGRES

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not ON_POSTGRES, reason="of PostgreSQL alone"),
]


def hang_up() -> None:
    backend = connection.connection.info.backend_pid
    named = connection.get_connection_params() | {"dbname": connection.settings_dict["NAME"]}
    wanted = {name: named[name] for name in ("host", "port", "user", "password", "dbname") if named.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])


def test_a_connection_that_is_well_is_not_asked() -> None:
    connection.ensure_connection()
    with statements() as asked:
        assert connection.is_usable()
    assert asked == []


def test_a_request_after_the_server_hung_up_is_answered() -> None:
    connection.ensure_connection()
    hang_up()
    request_started.send(None)
    assert bulk.read("SELECT 1") == [(1,)]


def test_several_questions_are_answered_in_their_order() -> None:
    Unit.objects.create(code="A", name="Satu")
    found = bulk.ask(
        bulk.by_key(Unit, {"code": "A"}, ["name"]),
        bulk.Asked("SELECT 2", ()),
        bulk.everything(Unit, ["code", "name"]),
    )
    assert found == [[("Satu",)], [(2,)], [("A", "Satu")]]
