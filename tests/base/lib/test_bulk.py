"""Many rows in one go: all of them, or none once their transaction is undone."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from alur.base.lib import bulk
from alur.records.models import Voiding

pytestmark = [pytest.mark.django_db, pytest.mark.both]
COLUMNS = ("target_id", "by_rid")
COUNT = 2 * bulk.ROWS_WRITTEN + 3
ROWS = [(UUID(int=number), number) for number in range(COUNT)]


def stored() -> list[tuple[UUID, int]]:
    return list(Voiding.objects.order_by("by_rid").values_list(*COLUMNS))


def test_rows_that_fill_no_whole_statement_are_inserted_too() -> None:
    bulk.insert(Voiding, COLUMNS, ROWS)
    assert stored() == ROWS


def test_a_row_that_is_there_already_leaves_none_of_the_others_behind() -> None:
    bulk.insert(Voiding, COLUMNS, ROWS[10:11])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Voiding, COLUMNS, ROWS)
    assert stored() == ROWS[10:11]


def test_rows_that_are_there_may_be_left_as_they_are() -> None:
    bulk.insert(Voiding, COLUMNS, ROWS[10:11])
    bulk.insert(Voiding, COLUMNS, ROWS, conflict="DO NOTHING")
    assert stored() == ROWS
