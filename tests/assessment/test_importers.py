"""Exams and their results as they come in files."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from alur.assessment.models import Exam, Result
from tests.imports import BUDI, EXAMS, M1_DONE, SARI, empty_store, take, take_basics

pytestmark = [pytest.mark.django_db, pytest.mark.both]
RESULTS = "record_id,nip,exam_code,submitted_at,score,max_score"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> Iterator[None]:
    with empty_store():
        take_basics(tmp_path)
        yield


def test_exams(tmp_path: Path) -> None:
    assert take(tmp_path, "exams", EXAMS).tally == (1, 0, 0, 1, 0)
    assert Exam.objects.values_list("about__code", "pass_score", "max_score").get() == ("M1", Decimal(70), Decimal(100))
    about_session = "code,title,module_code,session_code,pass_score\nE1,Ujian validasi,,S1,\n"
    assert take(tmp_path, "exams", about_session).tally == (1, 0, 1, 0, 0)
    assert take(tmp_path, "exams", about_session).tally == (1, 0, 0, 1, 0)
    assert Exam.objects.values_list("about__code", "pass_score", "max_score").get() == ("S1", None, Decimal(100))
    assert take(tmp_path, "exams", "code,title\nE1,Ujian\n").tally == (1, 0, 1, 0, 0)
    assert Exam.objects.values_list("about__code", "activity__title").get() == ("S1", "Ujian")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("E2,T,M7,,,", "module_code"),
        ("E2,T,,S7,,", "session_code"),
        ("E2,T,M1,S1,,", "session_code"),
        ("E2,T,M1,,-1,", "pass_score"),
        ("E2,T,M1,,101,100", "pass_score"),
        ("E2,T,M1,,,0", "max_score"),
        ("E2,,M1,,,", "title"),
    ],
)
def test_a_bad_exam_is_refused(tmp_path: Path, row: str, field: str) -> None:
    taken = take(tmp_path, "exams", f"code,title,module_code,session_code,pass_score,max_score\n{row}\n")
    assert taken.tally == (1, 0, 0, 0, 1)
    assert [each["field"] for each in taken.rejected] == [field]


def test_results(tmp_path: Path) -> None:
    rows = [
        f"{M1_DONE},{SARI},E1,2022-06-01T10:00,70,",
        f"22222222-2222-4222-8222-222222222222,{BUDI},E1,2022-06-01T10:00,27.5,40",
    ]
    content = "\n".join([RESULTS, *rows])
    assert take(tmp_path, "exam_results", content).tally == (2, 2, 0, 0, 0)
    assert take(tmp_path, "exam_results", content).tally == (2, 0, 0, 2, 0)
    stored = sorted(Result.objects.values_list("score", "max_score", "passed"))
    assert stored == [(Decimal("27.50"), Decimal(40), False), (Decimal(70), Decimal(100), True)]


def test_a_result_stays_the_same_when_its_exam_changes(tmp_path: Path) -> None:
    content = f"{RESULTS}\n{M1_DONE},{SARI},E1,2022-06-01T10:00,70,\n"
    take(tmp_path, "exam_results", content)
    take(tmp_path, "exams", EXAMS.replace("70,100", "80,90"))
    assert take(tmp_path, "exam_results", content).tally == (1, 0, 0, 1, 0)
    assert take(tmp_path, "exam_results", content.replace(",70,", ",70,90")).tally == (1, 0, 0, 0, 1)
    assert take(tmp_path, "exam_results", content.replace(",70,", ",71,")).tally == (1, 0, 0, 0, 1)
    assert list(Result.objects.values_list("score", "max_score", "passed")) == [(Decimal(70), Decimal(100), True)]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (f"{M1_DONE},{SARI},E1,2022-06-01T10:00,100.01,", "score"),
        (f"{M1_DONE},{SARI},E1,2022-06-01T10:00,41,40", "score"),
        (f"{M1_DONE},{SARI},E1,2022-06-01T10:00,-1,", "score"),
        (f"{M1_DONE},{SARI},E1,2022-06-01T10:00,,", "score"),
        (f"{M1_DONE},{SARI},E1,2022-06-01T10:00,1,0", "max_score"),
        (f"{M1_DONE},{SARI},M1,2022-06-01T10:00,1,", "exam_code"),
        (f"{M1_DONE},199001012014022003,E1,2022-06-01T10:00,1,", "nip"),
    ],
)
def test_a_bad_result_is_refused(tmp_path: Path, row: str, field: str) -> None:
    taken = take(tmp_path, "exam_results", f"{RESULTS}\n{row}\n")
    assert taken.tally == (1, 0, 0, 0, 1)
    assert [each["field"] for each in taken.rejected] == [field]
    assert not Result.objects.exists()
