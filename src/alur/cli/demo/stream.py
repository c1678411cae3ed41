"""Everything learnt, in order of time."""

from collections.abc import Iterator
from datetime import date, datetime
from operator import itemgetter
from uuid import UUID

from alur.cli.demo.attendance import attendance
from alur.cli.demo.completions import completions
from alur.cli.demo.results import exam_results
from alur.cli.demo.rows import Record
from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.sessions import FULL_YEAR

Dated = tuple[datetime, UUID, Record]


def records(*, until: date, scale: Scale = FULL) -> Iterator[Record]:
    """Yield the learning of 2022 and after, up to the day before `until`, in order of time, each with its import kind.

    The time is that of completing, leaving or submitting. A later `until` adds rows and changes none.
    """
    for year in range(FULL_YEAR, until.year + 1):
        dated = [each for each in _dated(year, scale) if each[0].date() < until]
        yield from (record for _, _, record in sorted(dated, key=itemgetter(0, 1)))


def _dated(year: int, scale: Scale) -> Iterator[Dated]:
    for completion in completions(year, scale):
        yield completion["completed_at"], completion["record_id"], ("completions", completion)
    for span in attendance(year, scale):
        yield span["left_at"], span["record_id"], ("attendance", span)
    for result in exam_results(year, scale):
        yield result["submitted_at"], result["record_id"], ("exam_results", result)
