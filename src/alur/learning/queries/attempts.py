"""How far somebody is in a module: what she did since she last completed it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from alur.assessment.models import Result
from alur.base.lib import bulk, clock
from alur.catalogue.models import Activity, Kind
from alur.learning.models import Answered, Completion, ScreenRead
from alur.learning.rules.answering import picked
from alur.records.models import StatementKey
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

    content: number of the version she began with, None when she has not begun; read: screens, in the order of time, the
    one she left last at the end; chosen: the screen that she went on to from a fork;
    right: questions once answered right; completions: that count, the latest first; since: when she last completed it,
    before the moment that was asked for; last_content: number of the version that she completed then, None when it was
    taken elsewhere.
    """

    content: int | None
    read: tuple[int, ...]
    answers: Mapping[int, Given]
    right: frozenset[int]
    completions: tuple[Completed, ...]
    since: datetime | None = None
    chosen: Mapping[int, int] = field(default_factory=dict)
    last_content: int | None = None

    def completed_in(self, year: int) -> Completed | None:
        """Return the completion of a year."""
        return next((each for each in self.completions if each.year == year), None)


# By what is known before anything is read, so that all is asked at once.
HERS = """t.employee_id = (SELECT e.id FROM people_employee e WHERE e.nip = %s)
    AND t.activity_id = (SELECT a.id FROM catalogue_activity a WHERE a.kind = 'module' AND a.code = %s)"""
LONG_AGO, END_OF_TIME = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
NOTHING = Attempt(None, (), {}, frozenset(), ())


def asked_attempt(nip: str, code: str) -> list[bulk.Asked]:
    """Return the questions for what somebody did of a module, whose answers `attempt_in` reads."""
    # Screens and answers in the order of time, of one moment in that of the store.
    return [
        bulk.by_key(model, {}, columns, where=HERS, told=(nip, code))
        for model, columns in (
            (Completion, ("at", "id", "year", "standing")),
            (ScreenRead, ("at", "rid", "content", "screen", "choice")),
            (Answered, ("at", "rid", "content", "question", "response", "is_right")),
        )
    ]


def attempt_in(
    found: Sequence[list[bulk.Row]], activity_id: int, *, content: int | None = None, at: datetime | None = None
) -> Attempt:
    """Return her attempt at a module.

    found: what `asked_attempt` was answered; content: the version to look at, else the one begun with; at: a moment in
    the attempt that is meant, so that what a phone kept over New Year joins what she did then; else the present one.
    """
    done, screens, answers = found
    done.sort(reverse=True)
    completions = tuple(Completed(row[1], row[0], row[2], activity_id) for row in done if row[3] == Standing.COUNTS)
    since, until = span(completions, at)
    begin = since or LONG_AGO
    read, given = (sorted(row for row in rows if begin < row[0] <= until) for rows in (screens, answers))
    last = max((row for rows in (screens, answers) for row in rows if since and row[0] <= since), default=None)
    if content is None:
        begun = min([*read[:1], *given[:1]], default=None)
        content = begun[2] if begun else None
    mine = [row for row in given if row[2] == content]
    left = [row for row in read if row[2] == content]
    return Attempt(
        content,
        tuple(reversed(dict.fromkeys(row[3] for row in reversed(left)))),
        {row[3]: Given(row[4], bool(row[5])) for row in mine},
        frozenset(row[3] for row in mine if row[5]),
        completions,
        since,
        {row[3]: row[4] for row in left if row[4] is not None},
        last[2] if last else None,
    )


def span(completions: Sequence[Completed], at: datetime | None) -> tuple[datetime | None, datetime]:
    """Return after which completion an attempt began, and the last moment that can belong to it."""
    if at is None:
        return (completions[0].at if completions else None), END_OF_TIME
    since = next((each.at for each in completions if each.at <= at), None)
    later = [each.at for each in completions if each.at > at]
    # What was completed in a later year may have been begun in that year only.
    return since, min(*later, end_of_year(at)) if later else END_OF_TIME


def end_of_year(at: datetime) -> datetime:
    return datetime(clock.local_date(at).year + 1, 1, 1, tzinfo=clock.JAKARTA)


def stored_ids(ids: Collection[UUID]) -> set[UUID]:
    """Return those of the ids under which a record is stored."""
    return {id for (id,) in bulk.matching(StatementKey, ["id"], [(id,) for id in ids], ["id"])}


def has_passed(employee_id: int, exam_code: str, *, since: datetime | None) -> bool:
    """Tell whether she has passed an exam, since a moment if one is given."""
    exam = Activity.objects.filter(kind=Kind.EXAM, code=exam_code).values("pk")
    rows = Result.objects.filter(employee_id=employee_id, activity_id__in=exam, passed=True)
    rows = rows.exclude(standing=Standing.VOIDED)
    return (rows.filter(at__gt=since) if since else rows).exists()
