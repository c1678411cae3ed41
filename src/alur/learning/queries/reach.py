"""Whom an organiser may note as present: those who registered, and those whom her role reaches."""

from collections.abc import Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from alur.base.access.rules import Actor
from alur.learning.models import AttendanceFile, Registration, Session
from alur.learning.rules.matching import Person
from alur.people.models import Employee
from alur.people.permissions import visible_paths


def people_in_reach(actor: Actor, session: Session) -> list[Person]:
    """Return those whom an actor may note as present in a session. Names and addresses of nobody else are told."""
    registered = Registration.objects.filter(session_id=session.pk).values("employee_id")
    below = [Q(unit__path__startswith=path) for path in visible_paths(actor, "sessions.manage")]
    rows = Employee.objects.filter(reduce(or_, below, Q(pk__in=registered)), is_active=True)
    return [Person(*row) for row in rows.order_by("pk").values_list("nip", "name", "email")]


def sessions_in_reach(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return those of the sessions that an actor holds; those of the whole agency are nobody's unit's."""
    below = [Q(unit__path__startswith=path) for path in visible_paths(actor, "sessions.manage")]
    rows = Session.objects.filter(reduce(or_, below, Q(pk__in=[])), pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def registered_in(ids: Collection[int]) -> set[tuple[int, int]]:
    """Return (session, employee) of those who registered for sessions."""
    return set(Registration.objects.filter(session_id__in=ids).values_list("session_id", "employee_id"))


def names_of(nips: Collection[str]) -> dict[str, str]:
    """Return names by NIP, with the unit; of people in whose reach the asker is known to be."""
    rows = Employee.objects.filter(nip__in=nips).values_list("nip", "name", "unit__name")
    return {nip: f"{name} · {unit}" for nip, name, unit in rows}


def waiting_file(actor: Actor, session: Session, file_id: UUID) -> AttendanceFile | None:
    """Return a list of the actor's that waits for its review."""
    return AttendanceFile.objects.filter(pk=file_id, session_id=session.pk, actor=actor.name).first()
