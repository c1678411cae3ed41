"""Somebody to sign in, and a cache that remembers nothing of earlier tries."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from alur.base.access.models import Account
from tests import cast


@pytest.fixture
def empty_cache(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sari(db: None) -> Account:
    cast.assemble()
    return cast.account(cast.SARI)
