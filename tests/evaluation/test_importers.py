"""Level-1 responses as they come in files: who gave them and when exactly is not kept."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from alur.evaluation.models import Response
from tests.imports import M1_DONE, empty_store, take, take_basics

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HEAD = "record_id,session_code,module_code,submitted_at,item,score,max_score"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        yield


def test_responses(tmp_path: Path) -> None:
    content = f"{HEAD}\n{M1_DONE},S1,,2022-03-10T23:30:00Z,Narasumber,4.5,5\n"
    assert take(tmp_path, "evaluations", content).tally == (1, 1, 0, 0, 0)
    assert take(tmp_path, "evaluations", content).tally == (1, 0, 0, 1, 0)
    stored = Response.objects.values_list("activity__code", "submitted_on", "item", "score", "max_score").get()
    assert stored == ("S1", date(2022, 3, 11), "Narasumber", Decimal("4.50"), Decimal(5))


def test_another_time_of_the_same_day_is_the_same_response(tmp_path: Path) -> None:
    take(tmp_path, "evaluations", f"{HEAD}\n{M1_DONE},,M1,2022-03-10T09:00,Materi,4,5\n")
    for row, tally in [
        ("M1,2022-03-10T15:00,Materi,4,5", (1, 0, 0, 1, 0)),
        ("M1,2022-03-11T09:00,Materi,4,5", (1, 0, 0, 0, 1)),
        ("M1,2022-03-10T09:00,Materi,3,5", (1, 0, 0, 0, 1)),
        ("M2,2022-03-10T09:00,Materi,4,5", (1, 0, 0, 0, 1)),
    ]:
        assert take(tmp_path, "evaluations", f"{HEAD}\n{M1_DONE},,{row}\n").tally == tally
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("S1,M1,2022-03-10T09:00,Materi,4,5", "session_code"),
        (",,2022-03-10T09:00,Materi,4,5", "module_code"),
        ("S7,,2022-03-10T09:00,Materi,4,5", "session_code"),
        ("S1,,2022-03-10T09:00,,4,5", "item"),
        ("S1,,2022-03-10T09:00,Materi,6,5", "score"),
        ("S1,,2022-03-10T09:00,Materi,4,", "max_score"),
        ("S1,,2022-03-10T09:00,Materi,-4,5", "score"),
    ],
)
def test_a_bad_response_is_refused(tmp_path: Path, row: str, field: str) -> None:
    taken = take(tmp_path, "evaluations", f"{HEAD}\n{M1_DONE},{row}\n")
    assert taken.tally == (1, 0, 0, 0, 1)
    assert [each["field"] for each in taken.rejected] == [field]
