"""Which employees and units there are."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from alur.base.access.permissions import allows, not_allowed
from alur.base.access.rules import Actor
from alur.base.lib import bulk, reference
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Unit
from alur.people.permissions import visible_paths


def employee_ids(nips: Iterable[str]) -> dict[str, int]:
    """Return employees by those of the NIPs that are known."""
    # The same columns as folds ask for (queries.asof), so that what is remembered serves both.
    rows = reference.matching(Employee, ["nip"], {(nip,) for nip in nips}, ["nip", "id", "known_at"])
    return {nip: id for nip, id, _ in rows}


def reached_ids(actor: Actor, action: str, nips: Iterable[str]) -> dict[str, int]:
    """Return employees by those of the NIPs whom the actor reaches with action. Raises Problem `access.not_allowed`."""
    paths = visible_paths(actor, action)
    if not paths:
        raise not_allowed()
    if "" in paths:
        return employee_ids(nips)
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    units = set(Unit.objects.filter(below).values_list("pk", flat=True))
    rows = bulk.matching(Employee, ["nip"], {(nip,) for nip in nips}, ["nip", "id", "unit_id"])
    return {nip: id for nip, id, unit_id in rows if unit_id in units}


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


def not_reached(actor: Actor, action: str, nip: str) -> Problem:
    """Return the Problem of a NIP that is nobody's whom the actor reaches: not known, or, to her, as good as that."""
    if allows(actor, action):
        return unknown_employee(nip)
    return Problem(
        "people.not_reached",
        _("No employee of your unit has the NIP %(nip)s.") % {"nip": nip},
        field="nip",
        mend=_("Check the NIP; people of other units are taken in by those units or by the training centre."),
    )


def unknown_unit(code: str, *, field: str = "unit_code") -> Problem:
    """Return the Problem of a code that no unit has. field: the column that holds it."""
    return Problem(
        "people.unknown_unit",
        _("There is no unit with the code “%(code)s”.") % {"code": code},
        field=field,
        mend=_("Check the code, or import the units first."),
    )
