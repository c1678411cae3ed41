"""Units: made, renamed, moved with all below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib.importing.verdicts import KEEP, Change, Keep, Verdict, changes
from alur.base.lib.problems import Problem
from alur.people.models import Unit
from alur.records.services import stamp

UNKNOWN_PARENT = "people.unknown_parent"
LONGEST_PATH = 255  # models.Unit.path
ID_DIGITS = 20


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it should be. parent_code: "" for a unit at the top; KEEP leaves what is stored."""

    code: str
    name: str
    parent_code: str | Keep = KEEP
    kind: str | Keep = KEEP
    province: str | Keep = KEEP
    city: str | Keep = KEEP


def put_units(*, actor: Actor, rows: Sequence[UnitRow], source: str = "") -> list[Verdict]:
    """Make or change units, and return what became of each. source: where the rows come from, for the audit trail.

    A refused row leaves the others be: `people.unknown_parent` when its parent is not (yet) there,
    `people.unit_circle`, `people.unit_too_deep`. Raises Problem `access.not_allowed`.
    """
    permissions.require(actor, "people.import")
    with transaction.atomic():
        stamp()  # puts writers in line: nobody else moves units meanwhile
        known = known_units(rows)
        verdicts = [put_unit(row, known) for row in rows]
        if counts := changes(verdicts):
            audit.write(actor, "people.import_units", "unit:*", source=source, **counts)
    return verdicts


def known_units(rows: Sequence[UnitRow]) -> dict[str, Unit]:
    codes = {row.code for row in rows} | {row.parent_code for row in rows if isinstance(row.parent_code, str)}
    return {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}


def put_unit(row: UnitRow, known: dict[str, Unit]) -> Verdict:
    stored = known.get(row.code)
    parent = known.get(row.parent_code) if isinstance(row.parent_code, str) else None
    if row.parent_code and parent is None and row.parent_code is not KEEP:
        return unknown_parent(row)
    if stored is None:
        return create(row, parent, known)
    is_moved = row.parent_code is not KEEP and stored.parent_id != (parent.id if parent else None)
    refused = move(stored, parent, known) if is_moved else None
    if refused is not None:
        return refused
    return Change.UPDATED if change(stored, row) or is_moved else Change.UNCHANGED


def create(row: UnitRow, parent: Unit | None, known: dict[str, Unit]) -> Verdict:
    above = parent.path if parent else "/"
    if len(above) + ID_DIGITS > LONGEST_PATH:
        return too_deep(row.code)
    unit = Unit(code=row.code, name=row.name, parent=parent, **plain_values(row))
    unit.save()
    unit.path = f"{above}{unit.id}/"
    unit.save(update_fields=["path"])
    known[unit.code] = unit
    return Change.CREATED


def change(unit: Unit, row: UnitRow) -> bool:
    """Store what of the unit's own values differs; tell whether anything did."""
    values = {"name": row.name, **plain_values(row)}
    changed = {name: value for name, value in values.items() if value != getattr(unit, name)}
    for name, value in changed.items():
        setattr(unit, name, value)
    if changed:
        unit.save(update_fields=list(changed))
    return bool(changed)


def plain_values(row: UnitRow) -> dict[str, str]:
    given = {"kind": row.kind, "province": row.province, "city": row.city}
    return {name: value for name, value in given.items() if value is not KEEP}


def move(unit: Unit, parent: Unit | None, known: dict[str, Unit]) -> Problem | None:
    """Hang the unit, and all below it, under another parent. Returns the Problem when that cannot be."""
    if parent is not None and parent.path.startswith(unit.path):
        return circle(unit.code, parent.code)
    old, new = unit.path, f"{parent.path if parent else '/'}{unit.id}/"
    subtree = Unit.objects.filter(path__startswith=old)
    longest = subtree.aggregate(longest=Max(Length("path")))["longest"]
    if longest - len(old) + len(new) > LONGEST_PATH:
        return too_deep(unit.code)
    subtree.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    for other in known.values():
        if other.path.startswith(old):
            other.path = new + other.path[len(old) :]
    unit.parent = parent
    unit.save(update_fields=["parent"])
    return None


def unknown_parent(row: UnitRow) -> Problem:
    return Problem(
        UNKNOWN_PARENT,
        _("There is no unit “%(code)s” to be above it.") % {"code": row.parent_code},
        field="parent_code",
        mend=_("Add that unit to the file or correct its row; units cannot lie in a circle."),
    )


def circle(code: str, parent_code: str) -> Problem:
    return Problem(
        "people.unit_circle",
        _("Unit “%(parent)s” lies below “%(code)s” itself.") % {"parent": parent_code, "code": code},
        field="parent_code",
        mend=_("Move that unit away first, in a file of its own, or name another one above."),
    )


def too_deep(code: str) -> Problem:
    return Problem(
        "people.unit_too_deep",
        _("Unit “%(code)s” lies too deep below others.") % {"code": code},
        field="parent_code",
        mend=_("Take levels out between it and the top."),
    )
