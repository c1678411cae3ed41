"""Topics of what can be learnt, to choose from."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from alur.base.lib import clock
from alur.catalogue.models import Activity, Kind


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one kind of activity. lists: those that activities have, each once."""

    lists: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> list[str]:
        """All topics by name."""
        return sorted({name for names in self.lists for name in names}, key=str.casefold)

    def chosen(self, name: str) -> Q:
        """Return the condition on rows that hang on an activity with this topic."""
        # By whole lists: neither database finds an element of a JSON list in a way the other knows.
        wanted = [Q(activity__topics=list(names)) for names in self.lists if name in names]
        return reduce(or_, wanted, Q(pk__in=[]))


def topics_of(kind: Kind) -> Topics:
    """Return the topics of what is published of a kind; of kinds without a day, of all. One query."""
    rows = Activity.objects.filter(Q(published_on=None) | Q(published_on__lte=clock.today()), kind=kind)
    lists = rows.order_by().values_list("topics", flat=True).distinct()
    return Topics(tuple(tuple(names) for names in lists if names))
