"""What Beranda shows: how far she is, what she did last, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from alur.base.lib import bulk, clock
from alur.credit.queries.ledger import Line, latest
from alur.credit.rules.duty import Duty
from alur.home.queries.roster import roster
from alur.insight.queries.people import PersonFigures
from alur.people.models import Employee
from alur.records.rules.standing import Standing

SHOWN = 3


# Written out, as everybody's first page is asked for most.
NEW_MODULES = """
SELECT a.code, a.title, m.kind, a.published_on FROM learning_module m JOIN catalogue_activity a ON a.id = m.activity_id
WHERE a.kind = 'module' AND a.published_on <= %s AND NOT EXISTS (
    SELECT 1 FROM learning_completion c WHERE c.employee_id = %s AND c.activity_id = a.id AND c.standing = %s
) ORDER BY a.published_on DESC, a.code LIMIT %s
"""
NEXT_SESSIONS = """
SELECT a.code, a.title, s.starts_at FROM learning_session s JOIN catalogue_activity a ON a.id = s.activity_id
WHERE s.ends_at >= %s AND s.cancelled_at IS NULL ORDER BY s.starts_at, a.code LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class NewModule:
    """A module to begin."""

    code: str
    title: str
    kind: str
    published_on: date


@dataclass(frozen=True, slots=True)
class NextSession:
    """A session to come."""

    code: str
    title: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Beranda:
    """One person's page. duty: JP of this year beside what she owes."""

    employee: Employee
    year: int
    duty: Duty
    figures: PersonFigures
    latest: list[Line]
    modules: list[NewModule]
    sessions: list[NextSession]


def beranda(employee: Employee) -> Beranda:
    """Return what an employee sees first."""
    year = clock.today().year
    [row] = roster([employee], year)
    return Beranda(
        employee=employee,
        year=year,
        duty=row.duty,
        figures=row.figures,
        latest=latest(employee.pk, year, count=SHOWN),
        modules=new_modules(employee.pk),
        sessions=next_sessions(),
    )


def new_modules(employee_id: int) -> list[NewModule]:
    """Return the newest modules that an employee has never completed."""
    rows = bulk.read(NEW_MODULES, [clock.today(), employee_id, int(Standing.COUNTS), SHOWN])
    return [NewModule(*row) for row in rows]


def next_sessions() -> list[NextSession]:
    """Return the sessions that run now or come next."""
    rows = bulk.read(NEXT_SESSIONS, [connection.ops.adapt_datetimefield_value(clock.now()), SHOWN])
    return [NextSession(code, title, bulk.as_moment(starts_at)) for code, title, starts_at in rows]
