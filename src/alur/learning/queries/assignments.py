"""Assignments: what is asked of people and how far they are, and what somebody has asked of others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib import bulk, clock
from alur.base.lib.problems import Problem
from alur.learning.models import Assignment
from alur.learning.permissions import ASSIGN, may_assign
from alur.learning.rules.assigning import DONE, Asked, Progress, progress
from alur.records.rules.standing import Standing

# Written out, as Beranda asks it. Of one module asked by several, each is a row; `merged` makes one of them.
ASKED = f"""
SELECT e.id, e.name, a.id, a.code, a.title, m.kind, m.is_archived, s.due_on, s.is_mandatory, s.source, s.id, (
    SELECT CAST(min(c.at) AS text) FROM learning_completion c WHERE c.employee_id = e.id AND c.activity_id = a.id
        AND c.year >= s.year AND c.standing = {Standing.COUNTS:d}
), (
    SELECT count(*) FROM learning_screenread r WHERE r.employee_id = e.id AND r.activity_id = a.id
)
FROM people_employee e JOIN people_unit eu ON eu.id = e.unit_id
JOIN learning_assignment s ON s.withdrawn_at IS NULL AND (s.employee_id = e.id OR (
    s.employee_id IS NULL AND (s.position = '' OR s.position = e.position) AND (s.unit_id IS NULL OR EXISTS (
        SELECT 1 FROM people_unit u WHERE u.id = s.unit_id AND eu.path LIKE u.path || '%%'))
))
JOIN catalogue_activity a ON a.id = s.activity_id JOIN learning_module m ON m.activity_id = a.id
WHERE e.is_active AND {{condition}}
"""
FAR_AWAY = date.max
COPIED = ("employee_id", "name", "activity_id", "code", "title", "kind", "is_offered", "source")


@dataclass(frozen=True, slots=True)
class Due:
    """A module asked of somebody. name: hers; source: from whom the most pressing word came.

    is_offered: whether the module still is, else nobody is asked for it; done_on: Jakarta date of her completion;
    is_begun: whether she has read any of it; own_id: of her own wish.
    """

    employee_id: int
    name: str
    activity_id: int
    code: str
    title: str
    kind: str
    is_offered: bool
    due_on: date | None
    is_mandatory: bool
    source: str
    done_on: date | None
    is_begun: bool
    own_id: int | None

    @property
    def progress(self) -> Progress:
        """How far she is, today."""
        return progress(self.due_on, self.done_on, today=clock.today())

    @property
    def is_done(self) -> bool:
        """Whether she has completed it."""
        return self.progress in DONE


def dues(employee_ids: Sequence[int]) -> dict[int, list[Due]]:
    """Return what is asked of people, each module once, the most pressing first. One query."""
    if not employee_ids:
        return {}
    marks = ", ".join(["%s"] * len(employee_ids))
    rows = bulk.read(ASKED.format(condition=f"e.id IN ({marks})"), list(employee_ids))
    found: defaultdict[int, list[Due]] = defaultdict(list)
    for each in merged(map(due, rows)):
        found[each.employee_id].append(each)
    return {id: sorted(each, key=pressing) for id, each in found.items()}


def pressing(each: Due) -> tuple[object, ...]:
    return each.is_done, each.due_on or FAR_AWAY, not each.is_mandatory, each.title


def due(row: tuple[Any, ...]) -> Due:
    employee_id, name, activity_id, code, title, kind, archived, due_on, is_mandatory, source, id, done_at, read = row
    return Due(
        employee_id=employee_id,
        name=name,
        activity_id=activity_id,
        code=code,
        title=title,
        kind=kind,
        is_offered=not archived,
        due_on=bulk.as_day(due_on) if due_on else None,
        is_mandatory=bool(is_mandatory),
        source=source,
        done_on=clock.local_date(bulk.as_moment(datetime.fromisoformat(done_at))) if done_at else None,
        is_begun=bool(read),
        own_id=id if source == "self" else None,
    )


def merged(rows: Iterable[Due]) -> list[Due]:
    """Return one of what several ask of the same person: the earliest day, mandatory when it is for one of them."""
    groups: defaultdict[tuple[int, int], list[Due]] = defaultdict(list)
    for each in rows:
        groups[each.employee_id, each.activity_id].append(each)
    return [one_of(group) for group in groups.values()]


def one_of(group: list[Due]) -> Due:
    if len(group) == 1:
        return group[0]
    lead = min(group, key=lambda each: (each.due_on or FAR_AWAY, each.source == "self", each.source))
    asked = Asked(lead.due_on, lead.is_mandatory)
    for each in group:
        asked = asked.with_(Asked(each.due_on, each.is_mandatory))
    done = [each.done_on for each in group]
    return Due(
        **{name: getattr(lead, name) for name in COPIED},
        due_on=asked.due_on,
        is_mandatory=asked.is_mandatory,
        # Not done while one of them is not: an assignment of a later year asks for it anew.
        done_on=None if None in done else max(filter(None, done)),
        is_begun=lead.is_begun,
        own_id=next((each.own_id for each in group if each.own_id), None),
    )


def given(actor: Actor) -> QuerySet[Assignment]:
    """Return the standing assignments to others that actor may change, the newest first."""
    rows = Assignment.objects.filter(changeable(actor), withdrawn_at=None).exclude(source="self")
    return rows.select_related("activity", "employee", "unit").order_by("-given_at", "-pk")


def changeable(actor: Actor) -> Q:
    """Return the condition on assignments that agrees with `may_change`."""
    if permissions.allows(actor, ASSIGN):
        return Q()
    found = Q(given_by=actor.name)
    for path in actor.paths(permissions.roles_for(ASSIGN)):
        found |= Q(employee__unit__path__startswith=path) | Q(unit__path__startswith=path)
    return found


def assignment_of(actor: Actor, id: int) -> Assignment:
    """Return an assignment that actor may change. Raises Problem `learning.no_assignment` (404), also when she may not.

    Who gave it may change it as long as she may still ask it of whom it is for; so may whose role reaches them.
    """
    rows = Assignment.objects.select_related("activity", "employee__unit", "employee__supervisor", "unit")
    found = rows.filter(pk=id).first()
    if found is None or not may_change(actor, found):
        raise no_assignment()
    return found


def may_change(actor: Actor, found: Assignment) -> bool:
    """Tell whether actor may change or take back an assignment. found: with employee and unit."""
    if not may_assign(actor, found.employee, found.unit):
        return False
    unit = found.employee.unit if found.employee else found.unit
    return found.given_by == actor.name or permissions.allows(actor, ASSIGN, path=unit.path if unit else "")


def no_assignment() -> Problem:
    """Return the Problem of an assignment that is not there, or not hers to change."""
    return Problem(
        "learning.no_assignment",
        _("There is no assignment at this address that you may change."),
        mend=_("Look for it in the list of assignments."),
        status=404,
    )


def reached(found: Assignment) -> list[Due]:
    """Return the people of whom an assignment is asked now, those who have not done it first. One query."""
    rows = map(due, bulk.read(ASKED.format(condition="s.id = %s"), [found.pk]))
    return sorted(rows, key=lambda each: (each.is_done, each.name, each.employee_id))


def due_of(employee_id: int, activity_id: int) -> Due | None:
    """Return what is asked of somebody about one module, in one query."""
    rows = bulk.read(ASKED.format(condition="e.id = %s AND a.id = %s"), [employee_id, activity_id])
    return next(iter(merged(map(due, rows))), None)


def on_list(nip: str, activity_ids: Collection[int]) -> dict[int, Due]:
    """Return what is asked of an employee about some modules, by module. One query. nip: of nobody, too."""
    if not (nip and activity_ids):
        return {}
    marks = ", ".join(["%s"] * len(activity_ids))
    rows = bulk.read(ASKED.format(condition=f"e.nip = %s AND a.id IN ({marks})"), [nip, *activity_ids])
    return {each.activity_id: each for each in merged(map(due, rows))}


def still_open(found: Iterable[Due]) -> list[Due]:
    """Return those not done yet that can be done, in their order."""
    return [each for each in found if not each.is_done and each.is_offered]


def fallen_away(found: Iterable[Due]) -> list[Due]:
    """Return those not done whose module is no longer offered, so that they are asked no more."""
    return [each for each in found if not each.is_done and not each.is_offered]


def pressing_count(employee_id: int) -> int:
    """Return how many modules somebody should have done by now, or is to do within days. One query."""
    found = still_open(dues([employee_id]).get(employee_id, []))
    return sum(each.progress in (Progress.OVERDUE, Progress.SOON) for each in found)


def latest_done(found: Iterable[Due], *, year: int) -> list[Due]:
    """Return those done in a year, the latest first."""
    done = [each for each in found if each.done_on and each.done_on.year == year]
    return sorted(done, key=attrgetter("done_on"), reverse=True)
