"""JP of what lies ahead of somebody in a year: sessions she has a place in, modules on her list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.learning.models import RegistrationState
from alur.learning.queries.assignments import Due

# Written out, as Beranda asks it.
PLANNED = """
SELECT a.kind, sum(v.jp) FROM catalogue_activity a
JOIN catalogue_activityversion v ON v.activity_id = a.id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = a.id)
WHERE a.id IN ({modules}) OR a.id IN (
    SELECT s.activity_id FROM learning_session s JOIN learning_registration r ON r.session_id = s.activity_id
    WHERE r.employee_id = %s AND r.state = %s AND s.cancelled_at IS NULL AND s.starts_at > %s AND s.starts_at < %s
) GROUP BY a.kind
"""
NO_ACTIVITY = -1
NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Planned:
    """JP ahead, as they are worth now."""

    modules: Decimal = NONE
    sessions: Decimal = NONE

    @property
    def total(self) -> Decimal:
        """Of both."""
        return self.modules + self.sessions


def planned(employee_id: int, asked: Iterable[Due]) -> Planned:
    """Return what lies ahead of an employee in the present year, in one query.

    asked: what is on her list and not done. Modules due in a later year are left out.
    """
    now, year = clock.now(), clock.today().year
    ids = [each.activity_id for each in asked if each.due_on is None or each.due_on.year <= year] or [NO_ACTIVITY]
    moment = connection.ops.adapt_datetimefield_value
    until = moment(datetime(year + 1, 1, 1, tzinfo=clock.JAKARTA))
    sql = PLANNED.format(modules=", ".join(["%s"] * len(ids)))
    found: dict[str, int] = dict(
        bulk.read(sql, [*ids, employee_id, RegistrationState.PLACED.value, moment(now), until])
    )
    return Planned(*(from_hundredths(int(found.get(kind) or 0)) for kind in ("module", "session")))
