"""Which employees and units there are."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Unit


def employee_ids(nips: Iterable[str]) -> dict[str, int]:
    """Return employees by those of the NIPs that are known."""
    return dict(bulk.matching(Employee, ["nip"], {(nip,) for nip in nips}, ["nip", "id"]))


def unit_ids(codes: Iterable[str]) -> dict[str, int]:
    """Return units by those of the codes that are known."""
    return dict(bulk.matching(Unit, ["code"], {(code,) for code in codes}, ["code", "id"]))


def unknown_employee(nip: str, *, field: str = "nip") -> Problem:
    """Return the Problem of a NIP that is not in the staff list. field: the column that holds it."""
    return Problem(
        "people.unknown_employee",
        _("There is no employee with the NIP %(nip)s.") % {"nip": nip},
        field=field,
        mend=_("Check the NIP, or import the employees first."),
    )


def unknown_unit(code: str) -> Problem:
    """Return the Problem of a code that no unit has."""
    return Problem(
        "people.unknown_unit",
        _("There is no unit with the code “%(code)s”.") % {"code": code},
        field="unit_code",
        mend=_("Check the code, or import the units first."),
    )
