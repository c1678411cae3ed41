"""A supervisor's team: how far each is, what she learns, what is asked of her."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from alur.home.queries.roster import PersonRow, roster
from alur.learning.queries.assignments import Due, dues, still_open
from alur.learning.queries.lately import topics_lately
from alur.learning.rules.assigning import Progress
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Member:
    """One of the team. topics: that she learns lately; due: asked of her and not done, the most pressing first."""

    row: PersonRow
    topics: list[str]
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
    """Return the team with its year, in four queries. What is asked and learnt is as of today, whatever the year."""
    ids = [each.pk for each in employees]
    asked, topics = dues(ids), topics_lately(ids)
    members = [
        Member(row, topics.get(row.employee.pk, []), still_open(asked.get(row.employee.pk, [])))
        for row in roster(employees, year)
    ]
    return Team(sorted(members, key=lambda each: (-each.row.duty.missing, -each.overdue, each.row.employee.name)))
