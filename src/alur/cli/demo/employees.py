"""The 4,948 employees as rows."""

from alur.cli.demo.rows import EmployeeRow
from alur.cli.demo.scale import FULL, Scale
from alur.cli.demo.staffing import Person, staff


def employees(*, scale: Scale = FULL) -> list[EmployeeRow]:
    """Return all employees of a scale, all active, superiors of a unit first."""
    return [_row(person) for person in staff(scale)]


def _row(person: Person) -> EmployeeRow:
    return EmployeeRow(
        nip=person.nip,
        name=person.name,
        unit_code=person.unit.code,
        email=person.email,
        phone="",
        position=person.position,
        position_kind=person.position_kind,
        grade=person.grade,
        employment="pppk" if person.is_contract else "pns",
        supervisor_nip=person.supervisor_nip,
        active=True,
    )
