"""What lies ahead: the next sessions, and the JP of what somebody has a place in or on her list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.learning.models import RegistrationState
from alur.learning.queries.assignments import Due

# Written out, as Beranda asks it. Both in one: the JP ahead by kind, and the next sessions.
AHEAD = """
SELECT 'planned' AS part, a.kind AS code, NULL AS title, NULL AS at, sum(v.jp) AS jp FROM catalogue_activity a
JOIN catalogue_activityversion v ON v.activity_id = a.id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = a.id)
WHERE a.id IN ({modules}) OR a.id IN (
    SELECT s.activity_id FROM learning_session s JOIN learning_registration r ON r.session_id = s.activity_id
    WHERE r.employee_id = %s AND r.state = %s AND s.cancelled_at IS NULL AND s.starts_at > %s AND s.starts_at < %s
) GROUP BY a.kind
UNION ALL SELECT * FROM (
    SELECT 'next' AS part, a.code, a.title, CAST(s.starts_at AS text) AS at, 0 AS jp
    FROM learning_session s JOIN catalogue_activity a ON a.id = s.activity_id
    WHERE s.ends_at >= %s AND s.cancelled_at IS NULL ORDER BY s.starts_at, a.code LIMIT %s
) following
"""
# The same for several people: what modules are worth, and by person the JP of sessions.
OF_MANY = """
SELECT 'module' AS part, v.activity_id AS id, v.jp FROM catalogue_activityversion v
WHERE v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = v.activity_id)
    AND v.activity_id IN ({modules})
UNION ALL SELECT 'session' AS part, r.employee_id AS id, sum(v.jp) AS jp FROM learning_registration r
JOIN learning_session s ON s.activity_id = r.session_id
JOIN catalogue_activityversion v ON v.activity_id = s.activity_id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = v.activity_id)
WHERE r.employee_id IN ({people}) AND r.state = %s AND s.cancelled_at IS NULL AND s.starts_at > %s AND s.starts_at < %s
GROUP BY r.employee_id
"""
NO_ACTIVITY = -1
NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class NextSession:
    """A session that runs now or comes."""

    code: str
    title: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies ahead. modules, sessions: JP this year of those on her list and of those she has a place in.

    following: the next sessions, whoever takes part.
    """

    modules: Decimal
    sessions: Decimal
    following: list[NextSession]

    @property
    def planned(self) -> Decimal:
        """JP ahead of her this year, as they are worth now."""
        return self.modules + self.sessions


def ahead(employee_id: int, asked: Iterable[Due], *, count: int) -> Ahead:
    """Return what lies ahead of an employee, in one query.

    asked: what is on her list and not done; modules due in a later year are left out. count: of the next sessions.
    """
    now = clock.now()
    ids = of_this_year(asked) or [NO_ACTIVITY]
    moment, until = connection.ops.adapt_datetimefield_value, end_of_year()
    sql = AHEAD.format(modules=", ".join(["%s"] * len(ids)))
    placed = [employee_id, RegistrationState.PLACED.value, moment(now), until]
    rows = bulk.read(sql, [*ids, *placed, moment(now), count])
    jp: dict[str, Decimal] = {row[1]: from_hundredths(int(row[4])) for row in rows if row[0] == "planned"}
    following = [
        NextSession(code, title, bulk.as_moment(datetime.fromisoformat(at)))
        for part, code, title, at, _jp in rows
        if part == "next"
    ]
    return Ahead(jp.get("module", NONE), jp.get("session", NONE), following)


def planned_of(asked: Mapping[int, Sequence[Due]]) -> dict[int, Decimal]:
    """Return the JP ahead of several people this year, as `ahead` has them of one. One query.

    asked: by employee, what is on her list and not done.
    """
    if not asked:
        return {}
    of_hers = {employee_id: of_this_year(dues) for employee_id, dues in asked.items()}
    modules = sorted({id for ids in of_hers.values() for id in ids}) or [NO_ACTIVITY]
    sql = OF_MANY.format(modules=", ".join(["%s"] * len(modules)), people=", ".join(["%s"] * len(asked)))
    now = connection.ops.adapt_datetimefield_value(clock.now())
    rows = bulk.read(sql, [*modules, *asked, RegistrationState.PLACED.value, now, end_of_year()])
    jp = {(part, id): from_hundredths(int(amount)) for part, id, amount in rows}
    return {
        employee_id: sum((jp.get(("module", id), NONE) for id in ids), jp.get(("session", employee_id), NONE))
        for employee_id, ids in of_hers.items()
    }


def of_this_year(asked: Iterable[Due]) -> list[int]:
    """Return the modules asked for that are not left for a later year."""
    year = clock.today().year
    return [each.activity_id for each in asked if each.due_on is None or each.due_on.year <= year]


def end_of_year() -> Any:
    end = datetime(clock.today().year + 1, 1, 1, tzinfo=clock.JAKARTA)
    return connection.ops.adapt_datetimefield_value(end)
