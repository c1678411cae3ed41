"""The exams: one on each e-learning of 4 JP."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from alur.cli.demo.modules import Module, catalogue
from alur.cli.demo.rows import ExamRow

EXAMINED_JP = Decimal(4)
PASS_SCORE = Decimal(70)
MAX_SCORE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam and the module that it closes."""

    code: str
    module: Module


def exams(*, until: date) -> Iterator[ExamRow]:
    """Yield the exams on modules published before a day."""
    for exam in examinations():
        if exam.module.published_on < until:
            yield ExamRow(
                code=exam.code,
                title=f"Ujian akhir: {exam.module.title}",
                module_code=exam.module.code,
                session_code="",
                pass_score=PASS_SCORE,
                max_score=MAX_SCORE,
            )


@cache
def examinations() -> tuple[Exam, ...]:
    """Return every exam there will ever be."""
    examined = [module for module in catalogue() if module.jp == EXAMINED_JP]
    return tuple(Exam(f"UJ-{number:03}", module) for number, module in enumerate(examined, 1))
