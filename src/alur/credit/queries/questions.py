"""Reads what was asked about ledger entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.listing import Listing
from alur.credit.models import Message, Question
from alur.credit.permissions import ANSWER
from alur.credit.rules.questions import State

ROW = "q.entry_id, q.state, q.changed_at, w.name, u.name, a.title, e.year"
SOURCE = """
FROM credit_question q JOIN people_employee w ON w.id = q.employee_id JOIN people_unit u ON u.id = w.unit_id
JOIN credit_entry e ON e.id = q.entry_id JOIN catalogue_activity a ON a.id = e.activity_id
WHERE w.nip <> %s AND ({reached}){state}
"""
LONGEST_WAITING_FIRST = "CASE q.state WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END, q.changed_at, q.id"


@dataclass(frozen=True, slots=True)
class Thread:
    """A question with its words, the oldest first."""

    state: State
    messages: list[Message]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a list. name, unit: the employee's; title: of what the entry is about."""

    entry_id: UUID
    state: State
    changed_at: datetime
    name: str
    unit: str
    title: str
    year: int


def thread(entry_id: UUID) -> Thread | None:
    """Return what was asked and answered about an entry, None when nothing was. Two queries."""
    question = Question.objects.filter(entry_id=entry_id).first()
    return Thread(State(question.state), list(question.messages.all())) if question else None


def questions(actor: Actor, *, path: str = "", is_open: bool = False) -> Listing[Asked]:
    """Return the questions that actor may answer, those that wait first and longest.

    path: only those of a unit and all below it; is_open: only those that wait. Raises Problem `access.not_allowed`.
    """
    paths = [path] if path else actor.paths(permissions.roles_for(ANSWER))
    if not paths or (path and not permissions.allows(actor, ANSWER, path=path)):
        raise permissions.not_allowed()
    reached = " OR ".join(["u.path LIKE %s"] * len(paths))
    source = SOURCE.format(reached=reached, state=" AND q.state = 'open'" if is_open else "")
    return Listing(ROW, source, LONGEST_WAITING_FIRST, [actor.subject, *(f"{each}%" for each in paths)], asked)


def asked(row: tuple[Any, ...]) -> Asked:
    entry_id, state, changed_at, *rest = row
    return Asked(as_uuid(entry_id), State(state), bulk.as_moment(changed_at), *rest)


def as_uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def count_waiting(actor: Actor) -> int:
    """Return how many questions wait for the actor's answer; asks nothing when she may not answer any."""
    paths = actor.paths(permissions.roles_for(ANSWER))
    return waiting(actor, paths).count() if paths else 0


def waiting(actor: Actor, paths: Iterable[str]) -> QuerySet[Question]:
    reached = Q(pk__in=[])
    for path in paths:
        reached |= Q(employee__unit__path__startswith=path)
    return Question.objects.filter(reached, state=State.OPEN).exclude(employee__nip=actor.subject)
