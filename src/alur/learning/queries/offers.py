"""Modules as they are offered now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import ActivityVersion, Kind
from alur.learning.models import Module
from alur.learning.queries.contents import Version


@dataclass(frozen=True, slots=True)
class Offer:
    """A module. versions: of its content, the newest first; none when it is taken elsewhere."""

    activity_id: int
    code: str
    title: str
    summary: str
    topics: Sequence[str]
    published_on: date
    kind: str
    jp: Decimal
    minutes: int | None
    versions: tuple[Version, ...]

    def version(self, number: int | None) -> Version | None:
        """Return the version of this number, the newest without one."""
        return next((each for each in self.versions if each.number == number), next(iter(self.versions), None))


FIELDS = ("code", "title", "summary", "topics", "published_on")
CONTENT = ("id", "number", "digest")


def latest_worth(column: str) -> Subquery:
    """Return an expression for a column of the latest version of the activity that a row hangs on."""
    versions = ActivityVersion.objects.filter(activity_id=OuterRef("activity_id")).order_by("-number")
    return Subquery(versions.values(column)[:1])


def offer(code: str) -> Offer:
    """Return a published module with its versions, in one query. Raises Problem `learning.no_module` (404)."""
    if not code.isprintable():  # the database would refuse to look for it
        raise no_module()
    published = {"activity__kind": Kind.MODULE, "activity__published_on__lte": clock.today()}
    rows = (
        Module.objects.filter(activity__code=code, **published)
        .annotate(jp=latest_worth("jp"), minutes=latest_worth("minutes"))
        .order_by("-activity__contents__number")
        .values_list(
            "activity_id",
            *(f"activity__{name}" for name in FIELDS),
            "kind",
            "jp",
            "minutes",
            *(f"activity__contents__{name}" for name in CONTENT),
        )
    )
    found = list(rows)
    if not found:
        raise no_module()
    width = len(CONTENT)
    versions = tuple(Version(*row[-width:]) for row in found if row[-width] is not None)
    values: list[Any] = [*found[0][:-width], versions]
    return Offer(*values)


def no_module() -> Problem:
    return Problem(
        "learning.no_module",
        _("There is no module at this address."),
        mend=_("Look for it in the list of modules."),
        status=404,
    )


def stored_columns(code: str) -> dict[str, Any] | None:
    """Return what a module's import row must say of it (title, jp, published_on), None when there is none."""
    rows = Module.objects.filter(activity__kind=Kind.MODULE, activity__code=code).annotate(jp=latest_worth("jp"))
    found = rows.values_list("activity__title", "jp", "activity__published_on").first()
    return dict(zip(("title", "jp", "published_on"), found, strict=True)) if found else None
