"""What a page of figures is asked for: a year, and a unit among those that the viewer's role reaches."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from alur.base.access import permissions
from alur.base.access.queries import actor_behind
from alur.base.access.rules import Actor
from alur.home.views.parameters import chosen_year
from alur.home.views.units import chosen_unit, tops, unit_choices
from alur.insight.permissions import SUBSCRIBE
from alur.people.models import Unit
from alur.people.permissions import visible_paths
from alur.records.queries.remembered import Moment, present


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked for, and by whom. unit: None for the agency; units: to choose from; is_all: whether all may be."""

    actor: Actor
    now: Moment
    year: int
    unit: Unit | None
    units: list[Unit]
    is_all: bool

    @property
    def path(self) -> str:
        """The path of the unit, "" for the agency."""
        return self.unit.path if self.unit else ""

    @property
    def below(self) -> list[Unit]:
        """The units one step below: the children of the one chosen, or the tops of the tree."""
        if self.unit is None:
            return tops(self.units)
        return [each for each in self.units if each.parent_id == self.unit.pk]

    @property
    def above(self) -> list[Unit]:
        """The units on the way down to the one chosen, as far as the viewer reaches them."""
        path = self.path
        return [each for each in self.units if path.startswith(each.path) and each.path != path]

    @property
    def may_subscribe(self) -> bool:
        """Whether the viewer may get reports by mail, of whatever unit."""
        return bool(visible_paths(self.actor, SUBSCRIBE))

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        unit = [("unit", self.unit.code)] if self.unit else []
        return urlencode([("tahun", str(self.year)), *unit])

    @property
    def name(self) -> str:
        """The same as the end of a file's name."""
        return f"{self.year}-{self.unit.code}" if self.unit else str(self.year)


def asked(request: HttpRequest, action: str) -> Scope:
    """Return what a page is asked for. Raises Problems `access.not_allowed`, `home.bad_year`."""
    actor, now = actor_behind(request), present()
    year = chosen_year(request)
    units = unit_choices(actor, action, at=now)
    is_all = permissions.allows(actor, action)
    return Scope(actor, now, year, chosen_unit(request, units) or (None if is_all else units[0]), units, is_all)


def asked_of_all(request: HttpRequest, action: str) -> Scope:
    """Return what a page of the whole agency is asked for. Raises Problems as `asked`, also for who reaches a part."""
    actor = actor_behind(request)
    permissions.require(actor, action)
    return Scope(actor, present(), chosen_year(request), None, [], is_all=True)
