"""The cast with accounts, for those who ask learning of others: opened when first asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.cache import cache
from django.test import Client

from alur.base.access import queries as access
from alur.base.access.models import Account
from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.credit.services.rules import ensure_rules
from alur.learning.models import Assignment, Module
from alur.learning.services.assigning import Target, Terms, assign
from alur.learning.statements import completed
from alur.people.models import Employee
from alur.records.queries import remembered
from alur.records.rules.own import AUTHORITY
from alur.records.services import append_statements
from alur.records.services.keys import forget_all
from alur.records.services.opening import open_store
from tests import cast
from tests.home.conftest import place
from tests.insight.world import activity

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NEXT_WEEK = TODAY + timedelta(days=7)


@dataclass
class House:
    """The cast, its accounts as actors and clients."""

    people: cast.Cast

    def client(self, username: str) -> Client:
        client = Client()
        client.force_login(self.account(username))
        client.cookies["bahasa"] = "id"
        return client

    def actor(self, username: str) -> Actor:
        return access.actor_of(self.account(username))

    def account(self, username: str) -> Account:
        """Return an account, opened when it is first asked for: a password takes its time."""
        found = Account.objects.filter(username=username).first()
        return found or cast.account(username, *ACCOUNTS[username])


ACCOUNTS = {
    cast.SARI: (),
    cast.BUDI: (),
    "198812122012121004": (),
    "pengelola-a": ("pengelola:BALAI-A",),
    "pengelola-b": ("pengelola:BALAI-B",),
    "pusat": ("ppsdm",),
    "kurator": ("kurator",),
    "kepala": ("pimpinan",),
    "pranata": ("admin",),
}
TONO = "198812122012121004"


@contextmanager
def furnished() -> Iterator[House]:
    """Give the house with the modules M1 and M2, at one moment."""
    forget_all()
    cache.clear()
    remembered.place.cache_clear()
    open_store()
    ensure_rules()
    with clock.frozen_at(NOW):
        people = cast.assemble()
        for employee in Employee.objects.all():
            place(employee)
        for code in ("M1", "M2"):
            Module.objects.create(activity=activity(Kind.MODULE, code, Decimal(1)))
        yield House(people)
    remembered.place.cache_clear()


def done(nip: str, at: datetime, code: str = "M1") -> None:
    statement = completed(record_id=uuid4(), nip=nip, module_code=code, at=at, score=None, duration_seconds=None)
    append_statements([statement], authority=AUTHORITY, version="1.0.3")


def sari_is_asked(house: House, terms: Terms, by: str = cast.BUDI) -> Assignment:
    [given] = assign(actor=house.actor(by), code="M1", targets=[Target(nip=cast.SARI)], terms=terms)
    return given
