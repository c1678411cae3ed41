"""Who curates and who reads. Curators look after what is of their unit, those of the whole agency after all.

An item with an audience is read by the people of the units that it names, and of those below a unit that is named with
its tree; by its owner and its author; and by curators and administrators who reach its unit. One without is for all.
What somebody may not read is, to her, not there: neither its title nor that it exists.

Who says whether an item still holds: whoever is an employee still at work.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.knowledge.models import Audience, Item
from alur.people.models import Employee, Unit
from alur.people.permissions import visible_paths
from alur.search.rules.reading import Reader

CURATE, READ_ANY = "knowledge.curate", "knowledge.read_any"
AT_WORK = """
SELECT e.id, e.unit_id, u.path, EXISTS (SELECT 1 FROM knowledge_audience)
FROM people_employee e JOIN people_unit u ON u.id = e.unit_id
WHERE e.nip = %s AND e.is_active
"""
# With the item as i and its unit, if any, as u.
FOR_ALL = "NOT EXISTS (SELECT 1 FROM knowledge_audience x WHERE x.item_id = i.activity_id)"
FOR_HER = """EXISTS (SELECT 1 FROM knowledge_audience x WHERE x.item_id = i.activity_id
    AND (x.unit_id = %s OR (x.with_below AND x.unit_id IN ({marks}))))"""
READABLE = """
SELECT i.activity_id FROM knowledge_item i LEFT JOIN people_unit u ON u.id = i.unit_id WHERE {condition}
"""
# What begins the names by which the search knows readers. Units move: who is above whom is worked out when it is asked.
EMPLOYEE, UNIT, BELOW, CURATORS = "employee", "unit", "below", "curators"
Condition = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Reach:
    """What decides which items somebody may read. employee_id, unit_id: of an employee at work, None for nobody's.

    above: her unit and all above it; paths: of the units whose items she reads whatever their audience, "" for all;
    is_moot: that nothing had an audience when it was asked.
    """

    employee_id: int | None = None
    unit_id: int | None = None
    above: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    is_moot: bool = False


def reach_of(actor: Actor) -> Reach:
    """Return what decides which items the actor may read; by her unit of today. One query at most."""
    paths = tuple(visible_paths(actor, READ_ANY))
    rows = list(bulk.read(AT_WORK, [actor.subject])) if actor.subject else []
    if not rows:
        return Reach(paths=paths)
    employee_id, unit_id, path, is_any_narrow = rows[0]
    return Reach(employee_id, unit_id, above(path), paths, is_moot=not is_any_narrow)


def reach_at_work(employee: Employee) -> Reach:
    """Return the same of an employee by her unit alone, whatever roles she holds."""
    return Reach(employee.pk, employee.unit_id, above(employee.unit.path)) if employee.is_active else Reach()


def above(path: str) -> tuple[int, ...]:
    return tuple(map(int, path.strip("/").split("/")))


def readable(reach: Reach) -> Condition:
    """Return the condition on an item i, of the unit u if any, that agrees with `may_read`, and its parameters."""
    if "" in reach.paths:
        return "1 = 1", []
    texts, parameters = [FOR_ALL], list[Any]()
    if reach.above:
        texts.append(FOR_HER.format(marks=", ".join(["%s"] * len(reach.above))))
        parameters += [reach.unit_id, *reach.above]
    if reach.employee_id is not None:
        texts += ["i.owner_id = %s", "i.author_id = %s"]
        parameters += [reach.employee_id, reach.employee_id]
    texts += ["u.path LIKE %s"] * len(reach.paths)
    return f"({' OR '.join(texts)})", [*parameters, *(f"{path}%" for path in reach.paths)]


def readable_items(reach: Reach) -> Q:
    """Return the condition on Item that agrees with `may_read`."""
    if "" in reach.paths:
        return Q()
    condition, parameters = readable(reach)
    return Q(pk__in=RawSQL(READABLE.format(condition=condition), parameters))  # noqa: S611  written above


def may_read(reach: Reach, item: Item, audience: Collection[Audience]) -> bool:
    """Tell whether somebody may read an item. audience: its rows."""
    if not audience:
        return True
    if reach.employee_id is not None and reach.employee_id in (item.owner_id, item.author_id):
        return True
    path = item.unit.path if item.unit else ""
    if any(path.startswith(each) for each in reach.paths):
        return True
    return any(each.unit_id == reach.unit_id or (each.with_below and each.unit_id in reach.above) for each in audience)


def search_reader(reach: Reach) -> Reader:
    """Return who searches, so that she finds what she may read. One query for curators of some units, else none."""
    of_units = [f"{UNIT}:{reach.unit_id}", *(f"{BELOW}:{id}" for id in reach.above)] if reach.above else []
    own = [f"{EMPLOYEE}:{reach.employee_id}"] if reach.employee_id is not None else []
    return Reader.of([*own, *of_units, *curating(reach.paths)])


def curating(paths: Collection[str]) -> list[str]:
    if "" in paths:
        return [CURATORS]
    if not paths:
        return []
    units = Unit.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))
    return [f"{CURATORS}:{id}" for id in units.values_list("pk", flat=True)]


def search_audience(item: Item, audience: Collection[Audience]) -> list[str]:
    """Return the names by which the search knows who finds an item, none for all. audience: its rows."""
    if not audience:
        return []
    people = [f"{EMPLOYEE}:{id}" for id in {item.owner_id, item.author_id} if id is not None]
    units = [f"{BELOW if each.with_below else UNIT}:{each.unit_id}" for each in audience]
    return [*people, *units, CURATORS, *([f"{CURATORS}:{item.unit_id}"] if item.unit_id else [])]


def may_curate(actor: Actor, unit: Unit | None) -> bool:
    """Tell whether actor looks after what is of a unit; of none: of the whole agency."""
    return permissions.allows(actor, CURATE, path=unit.path if unit else "")


def require_curate(actor: Actor, unit: Unit | None) -> None:
    """Raise the Problem `access.not_allowed` unless actor looks after what is of a unit."""
    if not may_curate(actor, unit):
        raise permissions.not_allowed()


def curated_paths(actor: Actor) -> list[str]:
    """Return the paths of the units that actor looks after, [""] for all. Raises Problem `access.not_allowed`."""
    paths = visible_paths(actor, CURATE)
    if not paths:
        raise permissions.not_allowed()
    return paths


def within_reach(actor: Actor) -> Q:
    """Return the condition on rows with a unit that agrees with `may_curate`."""
    paths = curated_paths(actor)
    if "" in paths:
        return Q()
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(unit__path__startswith=path)
    return found


def reader(actor: Actor) -> Employee | None:
    """Return the employee at work who reads, None when the account is nobody's."""
    return Employee.objects.filter(nip=actor.subject, is_active=True).first() if actor.subject else None


def require_reader(actor: Actor) -> Employee:
    """Return the employee at work who reads. Raises Problem `knowledge.no_reader` (403)."""
    found = reader(actor)
    if found is None:
        raise Problem(
            "knowledge.no_reader",
            _("This account belongs to no employee at work, so it cannot say whether an item still holds."),
            mend=_("Sign in with your own NIP."),
            status=403,
        )
    return found


def is_writer(actor: Actor) -> bool:
    """Tell whether actor may write items: an employee at work, or a curator."""
    return bool(visible_paths(actor, CURATE)) or reader(actor) is not None


def require_writer(actor: Actor) -> None:
    """Raise Problem `knowledge.no_writer` (403) unless actor may write items."""
    if not is_writer(actor):
        raise Problem(
            "knowledge.no_writer",
            _("This account belongs to no employee at work, so it cannot write knowledge."),
            mend=_("Sign in with your own NIP."),
            status=403,
        )


def drafts_within_reach(actor: Actor) -> Q:
    """Return the condition on drafts that actor may see: her own, and of her units those handed in at least once.

    Those that change what she may not read are none of hers.
    """
    found = Q(made_by=actor.name)
    if visible_paths(actor, CURATE):
        found |= Q(asked_at__isnull=False) & within_reach(actor)
    return found & (Q(item=None) | Q(item__in=Item.objects.filter(readable_items(reach_of(actor)))))
