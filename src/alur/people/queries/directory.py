"""What access asks about units and employees."""

import re

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from alur.base.access.permissions.directory import GrantRows, Person
from alur.base.lib.problems import Problem
from alur.people.models import Employee, Unit
from alur.people.permissions import ATASAN, PEGAWAI, PERSONS

NIP = re.compile(r"\d{18}")


class PeopleDirectory:
    """Scopes are units by code, subjects are employees by NIP."""

    def scope_path(self) -> Combinable:
        """Return an expression for the path of the unit that a grant names."""
        return Subquery(Unit.objects.filter(code=OuterRef("scope")).values("path")[:1])

    def implied(self, subject: str | Combinable) -> list[GrantRows]:
        """Return the roles that follow from the staff list: pegawai, and atasan when someone names her supervisor."""
        herself = Employee.objects.filter(nip=subject, is_active=True)
        team = Employee.objects.filter(supervisor=OuterRef("pk"), is_active=True)
        return [grant_rows(herself, PEGAWAI), grant_rows(herself.filter(Exists(team)), ATASAN)]

    def require_scope(self, code: str) -> None:
        """Raise the Problem `people.unknown_unit` unless a unit has this code."""
        if not Unit.objects.filter(code=code).exists():
            raise Problem(
                "people.unknown_unit",
                _("There is no unit with the code “%(code)s”.") % {"code": code[:80]},
                field="role",
                mend=_("Check the code, or import the units first."),
            )

    def knows_as_subject(self, username: str) -> bool:
        """Tell whether the username is a NIP, of someone in the staff list or of someone who may be in it tomorrow."""
        return NIP.fullmatch(username) is not None

    def person(self, subject: str) -> Person | None:
        """Return the employee with this NIP."""
        found = Employee.objects.filter(nip=subject).values_list("name", "email", "unit__code").first()
        return Person(*found) if found else None


def grant_rows(employees: QuerySet[Employee], role: str) -> GrantRows:
    columns = {"role": role, "scope": "", "path": PERSONS}
    return employees.order_by().values_list(*(Value(value, output_field=CharField()) for value in columns.values()))
