"""What Beranda shows: how far she is, what she did last, what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from alur.base.lib import bulk, clock
from alur.credit.queries.ledger import Brief, Parts, year_of
from alur.credit.rules.duty import Duty
from alur.credit.rules.forecast import Forecast, forecast
from alur.home.queries.roster import row_of
from alur.insight.queries.people import PersonFigures
from alur.learning.queries.assignments import Due, dues, still_open
from alur.learning.queries.planned import Ahead, NextSession, ahead
from alur.learning.queries.popular import MOST_OF_A_POSITION, for_position
from alur.people.models import Employee
from alur.records.rules.standing import Standing

SHOWN = 3


# Written out, as everybody's first page is asked for most. Both parts in one: what she has begun, and what is new.
MODULES = f"""
SELECT 1 AS part, b.id, b.code, b.title, b.kind, CAST(b.at AS text) AS at, b.read, (
    SELECT c.screen_count FROM learning_modulecontent c WHERE c.activity_id = b.id AND c.number = b.content
) AS screens FROM (
    SELECT a.id, a.code, a.title, m.kind, max(t.at) AS at, count(DISTINCT t.screen) AS read, max(t.content) AS content
    FROM learning_screenread t JOIN catalogue_activity a ON a.id = t.activity_id
    JOIN learning_module m ON m.activity_id = a.id
    WHERE t.employee_id = %s AND t.at >= %s AND NOT EXISTS (
        SELECT 1 FROM learning_completion c WHERE c.employee_id = t.employee_id AND c.activity_id = a.id
            AND c.year = %s AND c.standing = {Standing.COUNTS:d}
    ) GROUP BY a.id, a.code, a.title, m.kind ORDER BY max(t.at) DESC, a.id LIMIT {SHOWN}
) b UNION ALL SELECT * FROM (
    SELECT 2 AS part, a.id, a.code, a.title, m.kind, CAST(a.published_on AS text) AS at, 0 AS read, 0 AS screens
    FROM learning_module m JOIN catalogue_activity a ON a.id = m.activity_id
    WHERE a.kind = 'module' AND a.published_on <= %s AND NOT m.is_archived AND NOT EXISTS (
        SELECT 1 FROM learning_completion c
        WHERE c.employee_id = %s AND c.activity_id = a.id AND c.standing = {Standing.COUNTS:d}
    ) ORDER BY CASE WHEN EXISTS (SELECT 1 FROM learning_modulecontent c WHERE c.activity_id = a.id) THEN 0 ELSE 1 END,
        CASE WHEN a.id IN ({", ".join(["%s"] * MOST_OF_A_POSITION)}) THEN 0 ELSE 1 END,
        a.published_on DESC, a.code LIMIT {3 * SHOWN}
) new
"""
BEGUN, NOBODYS = 1, -1


@dataclass(frozen=True, slots=True)
class NewModule:
    """A module to begin. is_for_position: whether people of her position complete it much."""

    code: str
    title: str
    kind: str
    published_on: date
    is_for_position: bool


@dataclass(frozen=True, slots=True)
class BegunModule:
    """A module to go on with. read, screens: how many she has read, of how many."""

    code: str
    title: str
    kind: str
    read: int
    screens: int


@dataclass(frozen=True, slots=True)
class Beranda:
    """One person's page. duty: JP of this year beside what she owes; due: what is asked of her, the most pressing.

    parts: her JP by kind and month.
    """

    employee: Employee
    year: int
    duty: Duty
    figures: PersonFigures
    latest: list[Brief]
    due: list[Due]
    due_count: int
    begun: list[BegunModule]
    modules: list[NewModule]
    sessions: list[NextSession]
    parts: Parts
    ahead: Ahead
    forecast: Forecast


def beranda(employee: Employee) -> Beranda:
    """Return what an employee sees first."""
    year = clock.today().year
    row = row_of(employee, year)
    due = still_open(dues([employee.pk]).get(employee.pk, []))
    to_come, found = ahead(employee.pk, due, count=SHOWN), year_of(employee.pk, year, count=SHOWN)
    begun, new = modules(employee, year, without={each.activity_id for each in due[:SHOWN]})
    return Beranda(
        employee=employee,
        year=year,
        duty=row.duty,
        figures=row.figures,
        latest=found.latest,
        due=due[:SHOWN],
        due_count=len(due),
        begun=begun,
        modules=new,
        sessions=to_come.following,
        parts=found.parts,
        ahead=to_come,
        forecast=forecast(row.duty.earned, planned=to_come.planned, today=clock.today()),
    )


def modules(employee: Employee, year: int, *, without: Collection[int]) -> tuple[list[BegunModule], list[NewModule]]:
    """Return the modules that she has begun, the latest first, and new ones. One query.

    Of the new ones those that she can begin here come first, and of these those of her position.

    without: modules that the page names elsewhere.
    """
    liked = for_position(employee.position)
    padded = [*liked, *[NOBODYS] * (MOST_OF_A_POSITION - len(liked))]
    begin = connection.ops.adapt_datetimefield_value(datetime(year, 1, 1, tzinfo=clock.JAKARTA))
    rows = bulk.read(MODULES, [employee.pk, begin, year, clock.today(), employee.pk, *padded])
    left = [row for row in rows if row[1] not in without]
    begun = {
        id: BegunModule(code, title, kind, read, screens or read)
        for part, id, code, title, kind, _at, read, screens in left
        if part == BEGUN
    }
    new = [
        NewModule(code, title, kind, date.fromisoformat(at), id in liked)
        for part, id, code, title, kind, at, *_ in left
        if part != BEGUN and id not in begun
    ]
    return list(begun.values()), new[:SHOWN]
