"""Who is asked what she thought."""

from dataclasses import dataclass
from datetime import datetime

from alur.base.lib import bulk
from alur.catalogue.models import Kind
from alur.evaluation.models import Survey
from alur.evaluation.rules import OF_MODULES, OF_SESSIONS, closes_at
from alur.learning.models import Module, Session
from alur.learning.queries.offers import offer
from alur.learning.queries.sessions import session
from alur.people.models import Employee
from alur.records.rules.standing import Standing

HERS = f"""
SELECT EXISTS (
    SELECT 1 FROM learning_completion c
    WHERE c.employee_id = %s AND c.activity_id = %s AND c.standing = {Standing.COUNTS:d}
), EXISTS (
    SELECT 1 FROM evaluation_participation p WHERE p.employee_id = %s AND p.activity_id = %s
), (SELECT s.is_open FROM evaluation_survey s WHERE s.activity_id = %s)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about. opens_at, closes_at: of a session; None for a module, which asks while it is set to."""

    activity_id: int
    kind: Kind
    code: str
    title: str
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def items(self) -> tuple[str, ...]:
        """What is asked."""
        return OF_SESSIONS if self.kind == Kind.SESSION else OF_MODULES


@dataclass(frozen=True, slots=True)
class Hers:
    """Where somebody stands. took_part: her attendance or completion counts; is_open: the module's survey is."""

    took_part: bool
    has_answered: bool
    is_open: bool


def about(kind: Kind, code: str) -> Asked:
    """Return what a form asks about. Raises Problem `learning.no_session`, `learning.no_module` (404)."""
    if kind == Kind.SESSION:
        return about_session(session(code))
    found = offer(code)
    return Asked(found.activity_id, Kind.MODULE, found.code, found.title, None, None)


def about_session(found: Session) -> Asked:
    """Return what the form of a session asks about."""
    activity = found.activity
    until = closes_at(found.ends_at)
    return Asked(found.pk, Kind.SESSION, activity.code, activity.title, found.ends_at, until)


def hers(employee: Employee, activity_id: int) -> Hers:
    """Return where somebody stands with an activity's form, in one query."""
    keys = [employee.pk, activity_id, employee.pk, activity_id, activity_id]
    [(took_part, has_answered, is_open)] = bulk.read(HERS, keys)
    return Hers(bool(took_part), bool(has_answered), bool(is_open))


ASKING_MODULE = """
SELECT a.code FROM evaluation_survey s JOIN catalogue_activity a ON a.id = s.activity_id
WHERE s.activity_id = %s AND s.is_open AND NOT EXISTS (
    SELECT 1 FROM evaluation_participation p WHERE p.employee_id = %s AND p.activity_id = s.activity_id
)
"""


def asked_of_module(employee: Employee, activity_id: int) -> bulk.Asked:
    """Return the question for the code of a module that asks somebody still, without a row when it does not."""
    return bulk.Asked(ASKING_MODULE, [activity_id, employee.pk])


def module_with_unit(activity_id: int) -> Module:
    """Return a module with the unit that looks after it."""
    return Module.objects.select_related("unit").get(pk=activity_id)


def asks(activity_id: int) -> bool:
    """Tell whether a module asks for its evaluation."""
    return Survey.objects.filter(pk=activity_id, is_open=True).exists()
