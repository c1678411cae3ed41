"""Employees as the staff list tells them, and the history of where they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.access.services import close_accounts_of
from alur.base.audit import services as audit
from alur.base.lib import bulk, clock
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict, changes
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Employment, Placement, Unit
from alur.records.services import stamp

UNKNOWN_SUPERVISOR = "people.unknown_supervisor"
ALWAYS = date(1900, 1, 1)  # where somebody new is, she counts as having been
COLUMNS = (
    "nip",
    "name",
    "unit_id",
    "email",
    "phone",
    "position",
    "position_kind",
    "grade",
    "employment",
    "supervisor_id",
    "is_active",
)
PLACE = ("unit_id", "position", "position_kind", "grade")
NEW = {
    "email": "",
    "phone": "",
    "position": "",
    "position_kind": "",
    "grade": "",
    "employment": Employment.PNS.value,
    "supervisor_id": None,
    "is_active": True,
}
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EmployeeRow:
    """An employee as she should be. supervisor_nip: "" for none; KEEP leaves what is stored."""

    nip: str
    name: str
    unit_code: str
    email: str | Keep = KEEP
    phone: str | Keep = KEEP
    position: str | Keep = KEEP
    position_kind: str | Keep = KEEP
    grade: str | Keep = KEEP
    employment: str | Keep = KEEP
    supervisor_nip: str | Keep = KEEP
    active: bool | Keep = KEEP


def put_employees(*, actor: Actor, rows: Sequence[EmployeeRow], source: str = "") -> list[Verdict]:
    """Make or change employees, and return what became of each. rows: of distinct NIPs; source: for the audit trail.

    A refused row leaves the others be: `people.unknown_unit`, `people.unknown_supervisor` when that person is not (yet)
    there, `people.own_supervisor`. A change of unit, position or grade holds from today on. Who becomes inactive can no
    longer sign in; an administrator opens her account again when she comes back. Raises Problem
    `access.not_allowed`.
    """
    permissions.require(actor, "people.import")
    with transaction.atomic():
        known_at = stamp()
        page = Page(rows)
        verdicts = [page.put(row) for row in rows]
        page.write(known_at)
        if left := page.left():
            close_accounts_of(actor=actor, subjects=left)
        if counts := changes(verdicts):
            audit.write(actor, "people.import_employees", "employee:*", source=source, **counts)
    return verdicts


class Page:
    """What rows speak of as it is stored, and what they change of it."""

    def __init__(self, rows: Sequence[EmployeeRow]) -> None:
        nips = {row.nip for row in rows} | {row.supervisor_nip for row in rows if isinstance(row.supervisor_nip, str)}
        found = bulk.matching(Employee, ["nip"], [(nip,) for nip in nips], ["id", *COLUMNS])
        self._stored: dict[str, Values] = {row[1]: dict(zip(COLUMNS, row[1:], strict=True)) for row in found}
        self._ids: dict[str, int] = {row[1]: row[0] for row in found}
        codes = {(row.unit_code,) for row in rows}
        self._units: dict[str, int] = dict(bulk.matching(Unit, ["code"], codes, ["code", "id"]))
        self._changed: dict[str, Values] = {}
        self._placed: dict[str, date] = {}

    def put(self, row: EmployeeRow) -> Verdict:
        """Take a row in, to be written later."""
        refused = self._refusal(row)
        if refused is not None:
            return refused
        stored = self._stored.get(row.nip)
        before = NEW if stored is None else stored
        after = {**before, **self._values(row)}
        if after == before:
            return Change.UNCHANGED
        self._changed[row.nip] = after
        if stored is None:
            self._placed[row.nip] = ALWAYS
            return Change.CREATED
        if any(after[name] != stored[name] for name in PLACE):
            self._placed[row.nip] = clock.today()
        return Change.UPDATED

    def write(self, known_at: int) -> None:
        """Write what changed. known_at: the store's moment."""
        rows = [(*(values[name] for name in COLUMNS), known_at) for values in self._changed.values()]
        updates = ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS if name != "nip")
        bulk.insert(Employee, (*COLUMNS, "known_at"), rows, conflict=f"(nip) DO UPDATE SET {updates}")
        new = [(nip,) for nip in self._placed if nip not in self._ids]
        self._ids |= dict(bulk.matching(Employee, ["nip"], new, ["nip", "id"]))
        places = [
            (self._ids[nip], *(self._changed[nip][name] for name in PLACE), valid_from, known_at)
            for nip, valid_from in self._placed.items()
        ]
        bulk.insert(Placement, ("employee_id", *PLACE, "valid_from", "known_at"), places)

    def left(self) -> list[str]:
        """Return the NIPs of those who were active and no longer are."""
        changed = self._changed.items()
        return [nip for nip, values in changed if not values["is_active"] and self._stored.get(nip, NEW)["is_active"]]

    def _refusal(self, row: EmployeeRow) -> Problem | None:
        if row.unit_code not in self._units:
            return unknown_unit(row.unit_code)
        if row.supervisor_nip == row.nip:
            return own_supervisor()
        if row.supervisor_nip and row.supervisor_nip is not KEEP and row.supervisor_nip not in self._ids:
            return unknown_supervisor(row.supervisor_nip)
        return None

    def _values(self, row: EmployeeRow) -> Values:
        given: Values = {name: getattr(row, name) for name in COLUMNS if hasattr(row, name)}
        given |= {"unit_id": self._units[row.unit_code], "is_active": row.active}
        if row.supervisor_nip is not KEEP:
            given["supervisor_id"] = self._ids[row.supervisor_nip] if row.supervisor_nip else None
        return {name: value for name, value in given.items() if value is not KEEP}


def unknown_unit(code: str) -> Problem:
    return Problem(
        "people.unknown_unit",
        _("There is no unit with the code “%(code)s”.") % {"code": code},
        field="unit_code",
        mend=_("Check the code, or import the units first."),
    )


def unknown_supervisor(nip: str) -> Problem:
    return Problem(
        UNKNOWN_SUPERVISOR,
        _("There is no employee with the NIP %(nip)s to be the supervisor.") % {"nip": nip},
        field="supervisor_nip",
        mend=_("Add her to the file or correct her row; or leave this empty."),
    )


def own_supervisor() -> Problem:
    return Problem(
        "people.own_supervisor",
        _("Nobody is her own supervisor."),
        field="supervisor_nip",
        mend=_("Name the supervisor, or leave this empty for the head of the agency."),
    )
