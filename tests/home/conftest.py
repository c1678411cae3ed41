"""What the home pages are tested with: the fixed cast on an opened store, and the small demonstration."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from alur.base.lib import clock
from alur.cli.demoyear import load
from alur.credit.services.rules import ensure_rules
from alur.people.models import Employee, Placement
from alur.records.queries import remembered
from alur.records.services.keys import forget_all
from alur.records.services.opening import open_store
from tests import cast

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.JAKARTA)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Let it be the noon of one day, with nothing remembered of another test's database."""
    cache.clear()
    remembered.place.cache_clear()
    forget_all()
    with clock.frozen_at(NOON):
        yield
    cache.clear()


@pytest.fixture
def people(db: None) -> cast.Cast:
    """Give the fixed cast, in a store that takes records."""
    open_store()
    ensure_rules()
    assembled = cast.assemble()
    for employee in Employee.objects.all():
        place(employee)
    return assembled


def place(employee: Employee) -> None:
    """Let an employee have been where she is since ever."""
    Placement.objects.create(employee=employee, unit=employee.unit, valid_from=date(1900, 1, 1), known_at=0)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the small demonstration once for a module, whose tests each take their own changes back."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        # As Django's TestCase marks the blocks that it opens around tests.
        whole._from_testcase = True  # type: ignore[attr-defined]
        with whole:
            forget_all()
            open_store()
            ensure_rules()
            with clock.frozen_at(NOON):
                load(small=True, until=date(2026, 11, 24))
            yield
            transaction.set_rollback(True)
    forget_all()
