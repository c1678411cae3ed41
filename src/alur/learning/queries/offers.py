"""Modules as they are offered now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from alur.base.lib import bulk, clock
from alur.base.lib.fields import from_hundredths
from alur.base.lib.problems import Problem
from alur.catalogue.models import ActivityVersion, Kind
from alur.learning.models import Module
from alur.learning.queries.contents import Version

# Written by hand: every step through a module asks it, and the ORM takes ten times as long to say it.
OFFER = """
SELECT a.id, a.code, a.title, a.summary, a.topics, a.published_on, m.kind, v.jp, v.minutes, m.is_archived,
    m.rating_count, m.rating_sum, (SELECT u.path FROM people_unit u WHERE u.id = m.unit_id), c.id, c.number, c.digest
FROM catalogue_activity a
JOIN learning_module m ON m.activity_id = a.id
JOIN catalogue_activityversion v ON v.activity_id = a.id
    AND v.number = (SELECT max(w.number) FROM catalogue_activityversion w WHERE w.activity_id = a.id)
LEFT JOIN learning_modulecontent c ON c.activity_id = a.id
WHERE a.kind = 'module' AND a.code = %s AND a.published_on <= %s
ORDER BY c.number DESC
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A module.

    is_archived: not listed any more; rating_count, rating_sum: of its stars; unit_path: "" for the
    whole agency's; versions: of its content, the newest first; none when it is taken elsewhere.
    """

    activity_id: int
    code: str
    title: str
    summary: str
    topics: Sequence[str]
    published_on: date
    kind: str
    jp: Decimal
    minutes: int | None
    is_archived: bool
    rating_count: int
    rating_sum: int
    unit_path: str
    versions: tuple[Version, ...]

    def version(self, number: int | None) -> Version | None:
        """Return the version of this number, the newest without one."""
        return next((each for each in self.versions if each.number == number), next(iter(self.versions), None))


def offer(code: str) -> Offer:
    """Return a published module with its versions, in one query. Raises Problem `learning.no_module` (404)."""
    [rows] = bulk.ask(asked_offer(printable(code)))
    return offered(rows)


def printable(code: str) -> str:
    """Return a code as typed, "" for one that no module can have: the database would refuse to look for it."""
    return code if code.isprintable() else ""


def asked_offer(code: str) -> bulk.Asked:
    """Return the question for a module, whose answer `offered` reads."""
    return bulk.Asked(OFFER, [code, clock.today().isoformat()])


def offered(rows: Sequence[bulk.Row]) -> Offer:
    """Return the module as it was answered. Raises Problem `learning.no_module` (404)."""
    if not rows:
        raise Problem(
            "learning.no_module",
            _("There is no module at this address."),
            mend=_("Look for it in the list of modules."),
            status=404,
        )
    id, code, title, summary, topics, published_on, kind, jp, minutes, is_archived, count, stars, path, *_rest = rows[0]
    return Offer(
        id,
        code,
        title,
        summary,
        json.loads(topics),
        bulk.as_day(published_on),
        kind,
        from_hundredths(jp),
        minutes,
        bool(is_archived),
        count,
        stars,
        path or "",
        tuple(Version(*row[-3:]) for row in rows if row[-1] is not None),
    )


def latest_worth(column: str) -> Subquery:
    """Return an expression for a column of the latest version of the activity that a row hangs on."""
    versions = ActivityVersion.objects.filter(activity_id=OuterRef("activity_id")).order_by("-number")
    return Subquery(versions.values(column)[:1])


def stored_columns(code: str) -> dict[str, Any] | None:
    """Return what a module's import row must say of it (title, jp, published_on), None when there is none."""
    rows = Module.objects.filter(activity__kind=Kind.MODULE, activity__code=code).annotate(jp=latest_worth("jp"))
    found = rows.values_list("activity__title", "jp", "activity__published_on").first()
    return dict(zip(("title", "jp", "published_on"), found, strict=True)) if found else None
