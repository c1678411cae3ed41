"""Files of employees."""

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column, Kind
from alur.people.importers.cells import email, nip
from alur.people.models import Employment
from alur.people.rules.nip import doubtful_part
from alur.people.services.employees import UNKNOWN_SUPERVISOR, EmployeeRow, put_employees


def employees(*, actor: Actor, source: str) -> Kind[EmployeeRow]:
    """Return the kind `employees`. source: the file, for the audit trail."""
    return Kind(
        name="employees",
        columns={
            "nip": Column(nip, required=True),
            "name": Column(cells.text(longest=200), required=True),
            "unit_code": Column(cells.code(longest=64), required=True),
            "email": Column(email, empty=""),
            "phone": Column(cells.text(longest=32), empty=""),
            "position": Column(cells.text(longest=200), empty=""),
            "position_kind": Column(cells.text(longest=64), empty=""),
            "grade": Column(cells.text(longest=16), empty=""),
            "employment": Column(cells.one_of(Employment.values), empty=Employment.PNS.value),
            "supervisor_nip": Column(nip, empty=""),
            "active": Column(cells.yes_no, empty=True),
        },
        row=EmployeeRow,
        put=lambda rows: put_employees(actor=actor, rows=rows, source=source),
        key=lambda row: row.nip,
        waits_for=frozenset({UNKNOWN_SUPERVISOR}),
        doubt=doubt,
    )


def doubt(row: EmployeeRow) -> str:
    """Return what is odd about the row's NIP, "" when nothing is."""
    words = {
        "birth": _("NIP %(nip)s: its first 8 digits are no date of birth."),
        "appointment": _("NIP %(nip)s: its digits 13 and 14 are no month of appointment."),
        "sex": _("NIP %(nip)s: its 15th digit is neither 1 nor 2."),
    }
    part = doubtful_part(row.nip)
    return words[part] % {"nip": row.nip} if part else ""
