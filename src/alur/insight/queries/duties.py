"""Who owes how many JP still: counted by bands, and by name."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from alur.base.lib import bulk
from alur.base.lib.fields import to_hundredths
from alur.base.lib.listing import Listing
from alur.insight.rules.bands import BANDS, Band, edges
from alur.people.models import Employee
from alur.people.queries.employees import WITH_UNIT, with_unit

# Of the unit as the staff list has it now, as the list of a unit's people is.
SOURCE = """
FROM (
    SELECT e.*, coalesce(y.jp, 0) AS earned, {owed} AS owed FROM people_employee e LEFT JOIN (
        SELECT employee_id, sum(jp) AS jp FROM insight_personyear WHERE year = %s GROUP BY employee_id
    ) y ON y.employee_id = e.id WHERE e.is_active
) e JOIN people_unit u ON u.id = e.unit_id WHERE u.path LIKE %s
"""
BAND = """CASE WHEN e.owed = 0 THEN 'free' WHEN e.earned >= e.owed THEN 'done' WHEN e.earned <= 0 THEN 'none'
    {edges} ELSE 'far' END"""
SHORTEST_FIRST = "e.owed - e.earned DESC, e.name, e.id"


def bands(year: int, *, path: str, owed: Mapping[str, Decimal]) -> dict[Band, int]:
    """Count the active people of a unit and all below it by what they owe still.

    path: of the unit, "" for the agency; owed: JP that each kind of employment owes in the year.
    """
    source, parameters = counted(year, path, owed)
    rows: dict[str, int] = dict(bulk.read(f"SELECT {band()}, count(*) {source} GROUP BY 1", parameters))
    return {each: rows.get(each.value, 0) for each in BANDS}


def short(year: int, *, path: str, owed: Mapping[str, Decimal], band_only: Band | None = None) -> Listing[Employee]:
    """Return the people who owe JP still, those with most to go first. band_only: of one band alone."""
    source, parameters = counted(year, path, owed)
    if band_only is None:
        return Listing(WITH_UNIT, f"{source} AND e.owed > e.earned", SHORTEST_FIRST, parameters, with_unit)
    source, parameters = f"{source} AND {band()} = %s", [*parameters, band_only.value]
    return Listing(WITH_UNIT, source, SHORTEST_FIRST, parameters, with_unit)


def counted(year: int, path: str, owed: Mapping[str, Decimal]) -> tuple[str, list[Any]]:
    cases = [f"WHEN e.employment = %s THEN {to_hundredths(least)}" for least in owed.values()]
    sql = f"CASE {' '.join(cases)} ELSE 0 END" if cases else "0"
    return SOURCE.format(owed=sql), [*owed, year, f"{path}%"]


def band() -> str:
    return BAND.format(edges=" ".join(f"WHEN e.owed - e.earned <= {most} THEN '{name}'" for name, most in edges()))
