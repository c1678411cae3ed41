"""What people learn at the moment, in topics: which screens somebody looked at is hers alone."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection

from alur.base.lib import bulk, clock
from alur.records.rules.standing import Standing

LATELY = timedelta(days=60)
# Read without being finished, and finished: both are what she has been learning.
TOUCHED = f"""
SELECT l.employee_id, CAST(a.topics AS text) FROM (
    SELECT t.employee_id, t.activity_id, max(t.at) AS at FROM (
        SELECT r.employee_id, r.activity_id, r.at FROM learning_screenread r
        WHERE r.employee_id IN ({{marks}}) AND r.at >= %s
        UNION ALL SELECT c.employee_id, c.activity_id, c.at FROM learning_completion c
        WHERE c.employee_id IN ({{marks}}) AND c.at >= %s AND c.standing = {Standing.COUNTS:d}
    ) t GROUP BY t.employee_id, t.activity_id
) l JOIN catalogue_activity a ON a.id = l.activity_id ORDER BY l.at DESC, a.id
"""


def topics_lately(employee_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the topics in which people read or finished something in the last 60 days, the latest first. One query."""
    if not employee_ids:
        return {}
    since = connection.ops.adapt_datetimefield_value(clock.now() - LATELY)
    marks = ", ".join(["%s"] * len(employee_ids))
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for employee_id, topics in bulk.read(TOUCHED.format(marks=marks), [*employee_ids, since, *employee_ids, since]):
        found[employee_id].update(dict.fromkeys(json.loads(topics)))
    return {employee_id: list(names) for employee_id, names in found.items()}
