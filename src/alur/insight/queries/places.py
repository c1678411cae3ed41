"""Where each employee was at a year's end: most of what a unit's figures cost, and changed by the staff list alone."""

from collections.abc import Mapping
from datetime import date

from alur.base.lib import bulk, clock
from alur.records.queries.remembered import Moment, present, remembered

DECEMBER, LAST_DAY = 12, 31
# The last placement begun by the day; of those that begin later the first. Read in order, so no row is looked up.
PLACED = """
SELECT p.employee_id, p.unit_id, p.valid_from <= %s FROM people_placement p
JOIN people_employee e ON e.id = p.employee_id WHERE e.is_active ORDER BY p.employee_id, p.valid_from, p.known_at
"""


def units_then(year: int, *, at: Moment | None = None) -> Mapping[int, int]:
    """Return the unit of each active employee at the year's end, or today when that comes first.

    at: the present moment, if the caller knows it; else it is asked for. Whoever was placed only later was where she
    was first placed.
    """
    on = min(clock.today(), date(year, DECEMBER, LAST_DAY))
    return remembered("units_then", (on,), lambda: read_units(on), at=(at or present()).known)


def read_units(on: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for employee_id, unit_id, has_begun in bulk.read(PLACED, [on]):
        if has_begun or employee_id not in found:
            found[employee_id] = unit_id
    return found
