"""A system that calls the LRS, and an open store."""

import pytest
from django.test import Client

from alur.base.access.queries import credentials
from alur.records.services.keys import forget_all
from alur.records.services.opening import open_store
from tests.records.lrs import Lrs, system


@pytest.fixture
def store(db: None) -> None:
    """An empty store. What processes remember of another database is forgotten."""
    credentials.forget()
    forget_all()
    open_store()


@pytest.fixture
def lrs(store: None, client: Client) -> Lrs:
    """A system that may read and write, speaking xAPI 1.0.3."""
    return system(client, "xapi:read", "xapi:write")


@pytest.fixture
def lrs_2_0(lrs: Lrs) -> Lrs:
    """The same system, speaking xAPI 2.0."""
    return lrs.speaking("2.0.0")
