"""Who is asked to complete which module, by when. Ordinary rows: whether it is done follows from completions alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.queries.acting import names
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.learning.models import Assignment, Completion, Module, Source
from alur.learning.permissions import ASSIGN, may_assign, path_of, require_learner
from alur.learning.queries.assignments import assignment_of, no_assignment
from alur.learning.queries.offers import offer
from alur.learning.rules.assigning import LATEST_DAYS, is_sensible_due
from alur.people.models import Employee, Unit
from alur.people.queries.employees import employee_seen_by
from alur.records.rules.standing import Standing

MOST_AT_ONCE = 200
WITHDRAWN = "learning.assignment_withdrawn"


@dataclass(frozen=True, slots=True)
class Target:
    """Of whom it is asked: one person by NIP, else all in a unit's tree (None: the whole agency) with a position."""

    nip: str = ""
    unit: Unit | None = None
    position: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms. due_on: the last Jakarta date, None for no hurry."""

    due_on: date | None = None
    is_mandatory: bool = False


def assign(*, actor: Actor, code: str, targets: Sequence[Target], terms: Terms) -> list[Assignment]:
    """Ask people to complete a module; all of the targets or none. Given twice by the same, it is one with new terms.

    Raises Problem `learning.nobody_asked`, `learning.too_many_asked`, `learning.bad_due`, `learning.no_module` (404),
    `learning.module_archived` (409), `people.no_such_employee` (404), `access.not_allowed`.
    """
    require_count(targets)
    require_sensible(terms)
    activity_id = assignable(code)
    asked = [(target, employee_of(actor, target)) for target in dict.fromkeys(targets)]
    for target, employee in asked:
        if not may_assign(actor, employee, target.unit):
            raise permissions.not_allowed()
    with transaction.atomic():
        hold(activity_id)
        given = [put(actor, activity_id, target, employee, terms) for target, employee in asked]
        audit.write(
            actor,
            "learning.assign",
            f"module:{code}",
            targets=[each.target for each in given],
            due_on=terms.due_on.isoformat() if terms.due_on else None,
            mandatory=terms.is_mandatory,
        )
    return given


def enrol(*, actor: Actor, code: str) -> None:
    """Put a module on the actor's own list. Twice is once. Raises Problem `learning.no_learner`, as `assign`."""
    assign(actor=actor, code=code, targets=[Target(nip=require_learner(actor).nip)], terms=Terms())


def change_assignment(*, actor: Actor, id: int, terms: Terms) -> None:
    """Let an assignment hold on other terms. Raises Problem `learning.no_assignment` (404), `learning.bad_due`."""
    with transaction.atomic():
        found = held(actor, id)
        if (found.due_on, found.is_mandatory) == (terms.due_on, terms.is_mandatory):
            return
        if terms.due_on != found.due_on:
            require_sensible(terms)
        before = found.due_on.isoformat() if found.due_on else None
        found.due_on, found.is_mandatory = terms.due_on, terms.is_mandatory
        found.save(update_fields=["due_on", "is_mandatory"])
        after = terms.due_on.isoformat() if terms.due_on else None
        audit.write(actor, "learning.change_assignment", target_of(found), due_before=before, due_on=after)


def withdraw_assignment(*, actor: Actor, id: int) -> None:
    """Take an assignment back; what was learnt stays. Twice is once. Raises Problem `learning.no_assignment` (404)."""
    with transaction.atomic():
        found = held(actor, id)
        if found.withdrawn_at is None:
            found.withdrawn_at = clock.now()
            found.save(update_fields=["withdrawn_at"])
            audit.write(actor, "learning.withdraw_assignment", target_of(found))
            tell_withdrawn(actor, found)


def tell_withdrawn(actor: Actor, found: Assignment) -> None:
    """Let the one person know of whom it was asked; of many, each sees it gone from her list."""
    if found.employee is None or found.employee.nip == actor.subject or has_done(found):
        return
    notify.tell(
        found.employee.nip,
        target_of(found),
        kind=WITHDRAWN,
        values={"name": names([actor.name])[actor.name], "title": found.activity.title},
        url=reverse("modul_satu", kwargs={"code": found.activity.code}),
    )


def has_done(found: Assignment) -> bool:
    """Tell whether the one person has completed the module since the year of the assignment."""
    rows = Completion.objects.filter(activity_id=found.activity_id, year__gte=found.year, standing=Standing.COUNTS)
    return found.employee_id is not None and rows.filter(employee_id=found.employee_id).exists()


def target_of(found: Assignment) -> str:
    return f"assignment:{found.pk}"


def held(actor: Actor, id: int) -> Assignment:
    """Return an assignment that actor may change, held until the transaction ends."""
    found = assignment_of(actor, id)
    if Assignment.objects.select_for_update().filter(pk=id).values_list("pk", flat=True).first() is None:
        raise no_assignment()
    return found


def require_count(targets: Sequence[Target]) -> None:
    if not targets:
        raise Problem(
            "learning.nobody_asked",
            _("Nobody is chosen."),
            field="orang",
            mend=_("Choose at least one person."),
        )
    if len(targets) > MOST_AT_ONCE:
        raise Problem(
            "learning.too_many_asked",
            _("More than %(most)s people are chosen one by one.") % {"most": written(MOST_AT_ONCE)},
            field="orang",
            mend=_("Assign it to a unit or a position instead."),
        )


def require_sensible(terms: Terms) -> None:
    if terms.due_on is not None and not is_sensible_due(terms.due_on, today=clock.today()):
        raise Problem(
            "learning.bad_due",
            _("The due date lies in the past, or too far ahead."),
            field="tenggat",
            mend=_("Choose a date from today on, within %(years)s years.") % {"years": LATEST_DAYS // 366},
        )


def assignable(code: str) -> int:
    """Return the activity of a module that may be assigned."""
    found = offer(code)
    if Module.objects.filter(pk=found.activity_id, is_archived=True).exists():
        raise Problem(
            "learning.module_archived",
            _("This module is no longer offered, so it cannot be assigned."),
            mend=_("Choose another one from the list of modules."),
            status=409,
        )
    return found.activity_id


def employee_of(actor: Actor, target: Target) -> Employee | None:
    return employee_seen_by(actor, target.nip, action=ASSIGN) if target.nip else None


def hold(activity_id: int) -> None:
    """Let others who assign the same module wait, so that two at once become one."""
    Module.objects.select_for_update().filter(pk=activity_id).values_list("pk", flat=True).first()


def put(actor: Actor, activity_id: int, target: Target, employee: Employee | None, terms: Terms) -> Assignment:
    now = clock.now()
    key = f"employee:{employee.pk}" if employee else f"unit:{path_of(target.unit)}:{target.position}"
    open_ones = Assignment.objects.filter(activity_id=activity_id, target=key, given_by=actor.name, withdrawn_at=None)
    if found := open_ones.first():
        found.due_on, found.is_mandatory = terms.due_on, terms.is_mandatory
        found.save(update_fields=["due_on", "is_mandatory"])
        return found
    return Assignment.objects.create(
        activity_id=activity_id,
        target=key,
        employee=employee,
        unit=None if employee else target.unit,
        position="" if employee else target.position,
        source=source(actor, employee, target.unit),
        given_by=actor.name,
        given_at=now,
        year=clock.local_date(now).year,
        due_on=terms.due_on,
        is_mandatory=terms.is_mandatory,
    )


def source(actor: Actor, employee: Employee | None, unit: Unit | None) -> Source:
    """Return as what the actor asks it: the nearest to the person that she is."""
    if employee and actor.subject:
        if employee.nip == actor.subject:
            return Source.SELF
        if employee.supervisor and employee.supervisor.nip == actor.subject:
            return Source.SUPERVISOR
    return Source.CENTRE if permissions.allows(actor, ASSIGN) else Source.UNIT
