"""What people of a position complete most: what may be of use to the next one who holds it."""

from collections import Counter, defaultdict
from datetime import datetime, time, timedelta

from django.db import connection

from alur.base.lib import bulk, clock
from alur.records.queries.remembered import remembered
from alur.records.rules.standing import Standing

LOOK_BACK = timedelta(days=365)
MOST_OF_A_POSITION = 10
# One colleague's choice says nothing of the position.
FEWEST = 2
BY_POSITION = f"""
SELECT e.position, c.activity_id, count(*) FROM learning_completion c JOIN people_employee e ON e.id = c.employee_id
WHERE c.kind = 'module' AND c.standing = {Standing.COUNTS:d} AND c.at >= %s AND c.at < %s AND e.is_active
    AND e.position <> ''
GROUP BY e.position, c.activity_id
"""


def for_position(position: str) -> tuple[int, ...]:
    """Return the modules that people of a position completed most in the year before today, the most completed first.

    Counted once a day and process, since it reads all completions of a year: as of the last midnight in Jakarta.
    """
    today = clock.today()
    found = remembered("popular", (), by_position, at=(today.toordinal(),))
    return found.get(position, ())


def by_position() -> dict[str, tuple[int, ...]]:
    midnight = datetime.combine(clock.today(), time(), clock.JAKARTA)
    moments = [connection.ops.adapt_datetimefield_value(each) for each in (midnight - LOOK_BACK, midnight)]
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for position, activity_id, count in bulk.read(BY_POSITION, moments):
        if count >= FEWEST:
            counts[position][activity_id] = count
    return {
        position: tuple(id for id, _count in found.most_common(MOST_OF_A_POSITION))
        for position, found in counts.items()
    }
