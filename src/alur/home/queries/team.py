"""A supervisor's team: how far each is, what she learns, what is asked of her."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from alur.base.lib import clock
from alur.credit.rules.forecast import Forecast, forecast
from alur.home.queries.roster import PersonRow, roster
from alur.learning.queries.assignments import Due, dues, still_open
from alur.learning.queries.lately import topics_lately
from alur.learning.queries.planned import planned_of
from alur.learning.rules.assigning import Progress
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Member:
    """One of the team. topics: that she learns lately; due: asked of her and not done, the most pressing first.

    forecast: None of other years than this one.
    """

    row: PersonRow
    topics: list[str]
    forecast: Forecast | None = None
    due: list[Due] = field(default_factory=list)

    @property
    def overdue(self) -> int:
        """How much should have been done by now."""
        return sum(each.progress == Progress.OVERDUE for each in self.due)

    @property
    def soon(self) -> int:
        """How much becomes due in the next days."""
        return sum(each.progress == Progress.SOON for each in self.due)


@dataclass(frozen=True, slots=True)
class Team:
    """All of them, those with most JP to go first, and what they come to together."""

    members: list[Member]

    @property
    def short(self) -> int:
        """How many have JP to go."""
        return sum(bool(each.row.duty.missing) for each in self.members)

    @property
    def will_miss(self) -> int | None:
        """How many are not expected to have what they owe by the year's end; None when that is not foretold."""
        if any(each.forecast is None for each in self.members):
            return None
        return sum(each.forecast.expected < each.row.duty.least for each in self.members if each.forecast)

    @property
    def missing(self) -> Decimal:
        """JP that the team has to go in all."""
        return sum((each.row.duty.missing for each in self.members), Decimal(0))

    @property
    def overdue(self) -> int:
        """How many have something that should have been done by now."""
        return sum(bool(each.overdue) for each in self.members)

    @property
    def soon(self) -> int:
        """How many have something due in the next days."""
        return sum(bool(each.soon) for each in self.members)


def team(employees: Sequence[Employee], year: int) -> Team:
    """Return the team with its year, in five queries. What is asked and learnt is as of today, whatever the year."""
    ids = [each.pk for each in employees]
    found, topics, today = dues(ids), topics_lately(ids), clock.today()
    asked = {id: still_open(found.get(id, [])) for id in ids}
    planned = planned_of(asked) if year == today.year else None
    members = [
        Member(
            row,
            topics.get(row.employee.pk, []),
            None if planned is None else forecast(row.duty.earned, planned=planned[row.employee.pk], today=today),
            asked[row.employee.pk],
        )
        for row in roster(employees, year)
    ]
    return Team(sorted(members, key=lambda each: (-each.row.duty.missing, -each.overdue, each.row.employee.name)))
