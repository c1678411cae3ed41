"""How far somebody is in a module: what she did since she last completed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alur.assessment.models import Result
from alur.catalogue.models import Activity, Kind
from alur.learning.models import Answered, Completion, ScreenRead
from alur.learning.rules.answering import picked
from alur.records.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion that counts. id: of its record."""

    id: UUID
    at: datetime
    year: int
    activity_id: int


@dataclass(frozen=True, slots=True)
class Given:
    """Her latest answer to a question."""

    response: str
    is_right: bool

    @property
    def picked(self) -> frozenset[int]:
        """The numbers of the choices in it."""
        return picked(self.response)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What she did of a module since she last completed it.

    content: number of the version she began with, None when she has not begun; read: screens, in the order of time;
    right: questions once answered right; completions: that count, the latest first; records: ids of all completions.
    """

    content: int | None
    read: tuple[int, ...]
    answers: Mapping[int, Given]
    right: frozenset[int]
    completions: tuple[Completed, ...]
    records: frozenset[UUID]

    @property
    def since(self) -> datetime | None:
        """When she last completed it."""
        return self.completions[0].at if self.completions else None

    def completed_in(self, year: int) -> Completed | None:
        """Return the completion of a year."""
        return next((each for each in self.completions if each.year == year), None)


NOTHING = Attempt(None, (), {}, frozenset(), (), frozenset())


def attempt(employee_id: int, activity_id: int) -> Attempt:
    """Return her attempt at a module, in three queries."""
    key = {"employee_id": employee_id, "activity_id": activity_id}
    rows = list(Completion.objects.filter(**key).order_by("-at", "-id").values_list("id", "at", "year", "standing"))
    completions = tuple(Completed(*row[:3], activity_id) for row in rows if row[3] == Standing.COUNTS)
    since = {"at__gt": completions[0].at} if completions else {}
    screens = ScreenRead.objects.filter(**key, **since).order_by("at", "rid")
    answers = Answered.objects.filter(**key, **since).order_by("at", "rid")
    read = list(screens.values_list("at", "content", "screen"))
    given = list(answers.values_list("at", "content", "question", "response", "is_right"))
    begun = min([row[:2] for row in read] + [row[:2] for row in given], default=None)
    content = begun[1] if begun else None
    mine = [row for row in given if row[1] == content]
    return Attempt(
        content,
        tuple(dict.fromkeys(row[2] for row in read if row[1] == content)),
        {row[2]: Given(row[3], row[4]) for row in mine},
        frozenset(row[2] for row in mine if row[4]),
        completions,
        frozenset(row[0] for row in rows),
    )


def has_passed(employee_id: int, exam_code: str, *, since: datetime | None) -> bool:
    """Tell whether she has passed an exam, since a moment if one is given."""
    exam = Activity.objects.filter(kind=Kind.EXAM, code=exam_code).values("pk")
    rows = Result.objects.filter(employee_id=employee_id, activity_id__in=exam, passed=True)
    rows = rows.exclude(standing=Standing.VOIDED)
    return (rows.filter(at__gt=since) if since else rows).exists()
