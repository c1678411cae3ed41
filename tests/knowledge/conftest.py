"""Who is there when knowledge is tried out, and on which day."""

from collections.abc import Iterator

import pytest

from alur.base.lib import clock
from tests.cast import Cast, assemble
from tests.imports import empty_store
from tests.knowledge.desk import NOW, put_cast_items


@pytest.fixture
def people() -> Iterator[Cast]:
    """The cast with its items, on one day."""
    with empty_store(), clock.frozen_at(NOW):
        cast = assemble()
        put_cast_items(cast)
        yield cast
