"""Who and where as of a record: only what was known when it was stored (records.services.stamp)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

from alur.base.lib import reference
from alur.people.models import Employee, Placement
from alur.people.statements import nip_of

Place: TypeAlias = tuple[int, int]
SETTLED = "people.settled"


class EmployeesAsOf:
    """Employees for a batch of records, read with one query."""

    def __init__(self, actor_keys: Iterable[str]) -> None:
        nips = {key: nip for key in set(actor_keys) if (nip := nip_of(key))}
        rows = reference.matching(Employee, ["nip"], [(nip,) for nip in nips.values()], ["nip", "id", "known_at"])
        by_nip = {nip: (id, known_at) for nip, id, known_at in rows}
        self._employees = {key: by_nip[nip] for key, nip in nips.items() if nip in by_nip}

    def employee_id(self, actor_key: str, *, rid: int) -> int | None:
        """Return the employee that the actor key names, None when she was not known at rid."""
        id, known_at = self._employees.get(actor_key, (None, 0))
        return id if known_at <= rid else None


class PeopleAsOf(EmployeesAsOf):
    """Employees and their units for a batch of records, read with two queries."""

    def __init__(self, actor_keys: Iterable[str]) -> None:
        super().__init__(actor_keys)
        self._placements = placements(id for id, _ in self._employees.values())

    def settled(self, *, before: int) -> dict[str, Place]:
        """Return employee_id and unit_id, by actor key, of those known before a rid who have never moved."""
        return {
            key: (id, self._placements[id][0][2])
            for key, (id, known_at) in self._employees.items()
            if known_at <= before and len(self._placements[id]) == 1
        }

    def placed(self, actor_key: str, on: date, *, rid: int) -> Place | None:
        """Return employee_id and unit_id of whom the actor key names, None when she was not known at rid."""
        employee_id = self.employee_id(actor_key, rid=rid)
        return None if employee_id is None else (employee_id, self.unit_id(employee_id, on, rid=rid))

    def unit_id(self, employee_id: int, on: date, *, rid: int) -> int:
        """Return the unit the employee was in on a Jakarta date, by what was known at rid."""
        placed = self._placements[employee_id]
        if len(placed) == 1:
            return placed[0][2]
        known = [row for row in placed if row[1] <= rid]
        begun = [row for row in known if row[0] <= on]
        # Before her first placement she counts where she began.
        return max(begun)[2] if begun else min(known)[2]


def places(actor_keys: Sequence[str], ons: Sequence[date], rids: Sequence[int]) -> list[Place | None]:
    """Return employee_id and unit_id of whom actor keys name, None for who was not known, for records in store order.

    ons: the Jakarta dates at which the places count.
    """
    known = reference.recalled(SETTLED)
    found = list(map(known.get, actor_keys))
    if None not in found:
        return found
    people = PeopleAsOf(key for key, place in zip(actor_keys, found, strict=True) if place is None)
    settled = people.settled(before=rids[0])
    reference.remember(SETTLED, settled)
    each = zip(found, actor_keys, ons, rids, strict=True)
    return [place or settled.get(key) or people.placed(key, on, rid=rid) for place, key, on, rid in each]


def placements(employee_ids: Iterable[int]) -> dict[int, list[tuple[date, int, int]]]:
    """Return (valid from, known at, unit) rows by employee."""
    rows = reference.matching(
        Placement, ["employee_id"], [(id,) for id in employee_ids], ["employee_id", "valid_from", "known_at", "unit_id"]
    )
    found: defaultdict[int, list[tuple[date, int, int]]] = defaultdict(list)
    for employee_id, valid_from, known_at, unit_id in rows:
        found[employee_id].append((valid_from, known_at, unit_id))
    return found
