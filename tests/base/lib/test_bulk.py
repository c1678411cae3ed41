"""Many rows in one go: all of them, or none once their transaction is undone."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from alur.base.lib import bulk
from alur.base.lib.clock import JAKARTA
from alur.base.lib.columns import ROWS_WRITTEN, sqlite_moments
from alur.records.models import Fault, Statement, StatementKey, Voiding

pytestmark = [pytest.mark.django_db, pytest.mark.both]
COLUMNS = ("target_id", "by_rid")
COUNT = 2 * ROWS_WRITTEN + 3
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


def test_moments_are_stored_as_django_reads_them() -> None:
    given = [
        datetime(2022, 6, 30, 16, 30, tzinfo=UTC),
        datetime(2022, 6, 30, 23, 30, 0, 120_000, tzinfo=JAKARTA),
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ]
    rows = [(at, "test", number, "") for number, at in enumerate(given)]
    bulk.insert(Fault, ("at", "projection", "rid", "error"), rows)
    assert list(Fault.objects.order_by("rid").values_list("at", flat=True)) == given
    assert [at for (at,) in bulk.matching(Fault, ["rid"], [(0,), (1,), (2,)], ["at"])] == given


def test_some_moments_may_be_missing() -> None:
    moments = [None, datetime(2022, 6, 30, 16, 30, tzinfo=UTC), None]
    assert sqlite_moments(moments) == [None, "2022-06-30 16:30:00", None]
    assert sqlite_moments([None]) == [None]


@pytest.mark.parametrize("words", ["", "\\", "\\N", "a\tb\nc\rd", 'the "end" \\t', "é…🙂", "{a,b}"])
def test_texts_are_stored_as_they_are(words: str) -> None:
    rows = [(datetime(2022, 6, 30, tzinfo=UTC), words[:64], number, words) for number in range(COUNT)]
    bulk.insert(Fault, ("at", "projection", "rid", "error"), rows)
    assert set(Fault.objects.values_list("projection", "error")) == {(words[:64], words)}


@pytest.mark.parametrize("words", ["", "\\", "NULL", "a\tb\nc\rd", 'the "end" \\t', "é…🙂", "{a,b}", "'"])
def test_a_handful_of_rows_is_stored_as_it_is(words: str) -> None:
    at = datetime(2022, 6, 30, 23, 30, 0, 120_000, tzinfo=JAKARTA)
    bulk.insert(Fault, ("at", "projection", "rid", "error"), [(at, words, number, words) for number in range(7)])
    keys = [(UUID(int=number), number, words.encode() + b"\0\xff") for number in range(7)]
    bulk.insert(StatementKey, ("id", "rid", "digest"), keys)
    assert set(Fault.objects.values_list("at", "projection", "error")) == {(at, words, words)}
    assert [(id, rid, bytes(digest)) for id, rid, digest in StatementKey.objects.order_by("rid").values_list()] == keys


def test_what_is_missing_stays_so_among_many() -> None:
    rows = [
        (number, UUID(int=number), 1, 1, number if number % 2 else None, UUID(int=number) if number % 3 else None, "{}")
        for number in range(COUNT)
    ]
    columns = ("rid", "id", "verb_id", "actor_id", "activity_id", "registration", "body")
    bulk.insert(Statement, columns, rows)
    assert list(Statement.objects.order_by("rid").values_list(*columns)) == rows
