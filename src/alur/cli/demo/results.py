"""Exam results of a year: one participation each, with further attempts that must not count as participants."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from alur.cli.demo.completions import completions
from alur.cli.demo.exams import MAX_SCORE, PASS_SCORE, Exam, examinations
from alur.cli.demo.rows import CompletionRow, ExamResultRow
from alur.cli.demo.scale import Scale
from alur.cli.demo.seeding import chance, record_id
from alur.cli.demo.sessions import FULL_YEAR

PARTICIPANTS, QUIET_PARTICIPANTS = 49, 26
SPREAD, MEAN = 11, 79
LAST_START = (12, 20)
STEP = Decimal("2.5")


@cache
def exam_results(year: int, scale: Scale) -> tuple[ExamResultRow, ...]:
    """Return the exam results of a year, in no order."""
    finished: dict[str, dict[str, CompletionRow]] = {}
    for row in sorted(completions(year, scale), key=lambda row: row["completed_at"]):
        finished.setdefault(row["module_code"], {}).setdefault(row["nip"], row)
    found: list[ExamResultRow] = []
    for exam in examinations():
        firsts = list(finished.get(exam.module.code, {}).values())
        found.extend(_results(exam, firsts, chance("exam", year, exam.code), _count(year, scale)))
    return tuple(found)


def _count(year: int, scale: Scale) -> int:
    return scale.part(PARTICIPANTS if year == FULL_YEAR else QUIET_PARTICIPANTS)


def _results(exam: Exam, finished: list[CompletionRow], rng: Random, count: int) -> Iterator[ExamResultRow]:
    in_time = [row for row in finished if (row["completed_at"].month, row["completed_at"].day) < LAST_START]
    for row in rng.sample(in_time, min(count, len(in_time))):
        at = row["completed_at"] + timedelta(seconds=rng.randint(600, 5400))
        score = _score(rng)
        yield _row(exam, row["nip"], at, score, number=1)
        again = at + timedelta(days=rng.randint(2, 9), minutes=rng.randint(-90, 90))
        if score < PASS_SCORE and again.year == at.year:
            yield _row(exam, row["nip"], again, max(_score(rng), PASS_SCORE), number=2)


def _score(rng: Random) -> Decimal:
    steps = int(MAX_SCORE / STEP)
    return STEP * min(steps, max(steps // 3, round(rng.gauss(MEAN, SPREAD) / float(STEP))))


def _row(exam: Exam, nip: str, at: datetime, score: Decimal, *, number: int) -> ExamResultRow:
    return ExamResultRow(
        record_id=record_id("exam", at.year, exam.code, nip, number),
        nip=nip,
        exam_code=exam.code,
        submitted_at=at,
        score=score,
        max_score=MAX_SCORE,
    )
