"""Figures of persons, read from roll-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from alur.base.lib import bulk
from alur.base.lib.fields import from_hundredths
from alur.insight.models import PersonYear

NONE = Decimal("0.00")
COLUMNS = ("employee_id", "jp", "modules", "sessions", "exams")


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What a person did in a year, in whatever unit."""

    jp: Decimal = NONE
    modules: int = 0
    sessions: int = 0
    exams: int = 0


NOTHING = PersonFigures()


def person_figures(employee_ids: Iterable[int], year: int) -> dict[int, PersonFigures]:
    """Return figures by employee, for those who have any."""
    keys = [(employee_id, year) for employee_id in employee_ids]
    return summed(bulk.matching(PersonYear, ["employee_id", "year"], keys, COLUMNS))


def asked_of(employee_id: int, year: int) -> bulk.Asked:
    """Return the question for somebody's figures of a year, whose answer `summed` reads."""
    return bulk.by_key(PersonYear, {"employee_id": employee_id, "year": year}, COLUMNS)


def summed(rows: Iterable[bulk.Row]) -> dict[int, PersonFigures]:
    """Return figures by employee. rows: of COLUMNS, one for each unit that somebody was in."""
    found: dict[int, PersonFigures] = {}
    for employee_id, jp, *counts in rows:
        sums = found.get(employee_id, NOTHING)
        found[employee_id] = PersonFigures(
            sums.jp + from_hundredths(jp),
            *(one + more for one, more in zip((sums.modules, sums.sessions, sums.exams), counts, strict=True)),
        )
    return found


def years_of(employee_id: int) -> list[int]:
    """Return the years in which the employee did anything that counts, newest first."""
    rows = bulk.matching(PersonYear, ["employee_id"], [(employee_id,)], ["year"])
    return sorted({year for (year,) in rows}, reverse=True)
