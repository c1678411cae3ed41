"""What somebody should have with her this week: what is due, and what she has begun."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from alur.base.lib import bulk, clock
from alur.learning.queries.assignments import dues, still_open
from alur.people.models import Employee
from alur.records.rules.standing import Standing

MOST = 8
LATELY = timedelta(days=60)
BEGUN = f"""
SELECT a.code, a.title FROM learning_screenread t
JOIN catalogue_activity a ON a.id = t.activity_id
JOIN learning_module m ON m.activity_id = a.id AND NOT m.is_archived
WHERE t.employee_id = %s AND t.at >= %s AND NOT EXISTS (
    SELECT 1 FROM learning_completion c WHERE c.employee_id = t.employee_id AND c.activity_id = a.id
        AND c.year = %s AND c.standing = {Standing.COUNTS:d}
) GROUP BY a.id, a.code, a.title ORDER BY max(t.at) DESC, a.id LIMIT {MOST}
"""


@dataclass(frozen=True, slots=True)
class OfWeek:
    """A module for this week."""

    code: str
    title: str


def of_week(employee: Employee) -> list[OfWeek]:
    """Return her modules of this week, the most pressing first: asked of her, then begun in the last 60 days."""
    asked = [OfWeek(each.code, each.title) for each in still_open(dues([employee.pk]).get(employee.pk, []))]
    since = connection.ops.adapt_datetimefield_value(clock.now() - LATELY)
    begun = [OfWeek(code, title) for code, title in bulk.read(BEGUN, [employee.pk, since, clock.today().year])]
    return list({each.code: each for each in [*asked, *begun]}.values())[:MOST]
