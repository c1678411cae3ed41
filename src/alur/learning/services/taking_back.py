"""Presence taken back: a record that voids another, so that a rebuilt figure knows of it too. It is final."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.learning.models import Attendance, OpenPresence, Session
from alur.learning.permissions import require_manage
from alur.learning.queries.one_participant import no_presence
from alur.learning.queries.sessions import session
from alur.people.models import Employee
from alur.records.rules.own import AUTHORITY, VERSION, voiding
from alur.records.rules.standing import Standing
from alur.records.services import append_statements

ACCOUNTS = "urn:alur:account"
TAKEN_BACK = "learning.presence_taken_back"
LONGEST_REASON = 300


def take_back(*, actor: Actor, code: str, employee: Employee, presence_id: UUID, reason: str, record_id: UUID) -> None:
    """Void a span of somebody's presence in a session; projections take back what followed from it (completion, JP).

    actor: who holds the session; presence_id: of the span's record; reason: in her words; record_id: made by the page,
    once. Twice is once. The same list or file brings the span back no more; noted by hand anew it is another.
    Raises Problem `access.not_allowed`, `learning.no_session`, `learning.no_presence` (404), `learning.no_reason`.
    """
    found = session(code)
    require_manage(actor, found.unit)
    words = required(reason)
    with transaction.atomic():
        hers = Attendance.objects.filter(employee_id=employee.pk, activity_id=found.pk)
        span = hers.filter(id=presence_id).first()
        if span is None:
            raise no_presence()
        if span.standing == Standing.VOIDED:
            return
        agent = {"objectType": "Agent", "account": {"homePage": ACCOUNTS, "name": actor.name}}
        statement = voiding(record_id=record_id, actor=agent, target_id=presence_id, reason=words, at=clock.now())
        append_statements([statement], authority=AUTHORITY, version=VERSION)
        audit.write(actor, "learning.take_presence_back", f"session:{code}", presence=str(presence_id), reason=words)
        tell(employee, found, f"presence:{presence_id}", words)


def take_back_open(*, actor: Actor, code: str, employee: Employee, reason: str) -> None:
    """Let somebody's presence that goes on become no record. Twice is once. Raises Problem as `take_back`."""
    found = session(code)
    require_manage(actor, found.unit)
    words = required(reason)
    with transaction.atomic():
        removed, _by_model = OpenPresence.objects.filter(session_id=found.pk, employee=employee).delete()
        if removed:
            audit.write(actor, "learning.end_presence", f"session:{code}", employee=employee.pk, reason=words)
            tell(employee, found, f"presence:{found.pk}:{clock.now().isoformat()}", words)


def tell(employee: Employee, session: Session, key: str, reason: str) -> None:
    """Let her know that her presence no longer counts, and why. She may have done nothing wrong: only facts."""
    notify.tell(
        employee.nip,
        key,
        kind=TAKEN_BACK,
        values={"title": session.activity.title},
        said=reason,
        url=reverse("sesi_satu", kwargs={"code": session.activity.code}),
    )


def required(reason: str) -> str:
    """Return a reason without what surrounds it. Raises Problem `learning.no_reason` when nothing is left, or much."""
    words = reason.strip()
    if not 0 < len(words) <= LONGEST_REASON:
        raise Problem(
            "learning.no_reason",
            _("A reason is needed, of at most %(longest)d characters.") % {"longest": LONGEST_REASON},
            field="alasan",
            mend=_("Say in a sentence why this presence is wrong; it stays readable beside it."),
            status=422,
        )
    return words
