"""Who takes part: registering, withdrawing, the supervisor's word, and the line that moves up by itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alur.base.access.permissions import not_allowed
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.learning.models import Registration, RegistrationState, Session
from alur.learning.permissions import may_consent, require_learner
from alur.learning.queries.sessions import session
from alur.learning.rules.places import moving_up
from alur.learning.services import session_news as news

LONGEST_REASON = 300
GONE = (RegistrationState.REFUSED, RegistrationState.WITHDRAWN)


def register(*, actor: Actor, code: str) -> None:
    """Register the actor for a session: a place, the line, or her supervisor's decision first. Twice is once.

    Raises Problem `learning.no_learner`, `learning.no_session`, `learning.registration_closed` (409).
    """
    employee, found, now = require_learner(actor), session(code), clock.now()
    require_open(found, now)
    state = RegistrationState.ASKED if found.needs_consent else RegistrationState.WAITING
    with transaction.atomic():
        hold(found.pk)
        held = Registration.objects.filter(session_id=found.pk, employee_id=employee.pk).first()
        if held is None:
            Registration.objects.create(session=found, employee=employee, state=state, asked_at=now)
        elif held.state in GONE:
            Registration.objects.filter(pk=held.pk).update(state=state, asked_at=now, decided_at=None, reason="")
        else:
            return
        settle(found.pk, at=now, by=actor)
        audit.write(actor, "learning.register", f"session:{code}")


def withdraw(*, actor: Actor, code: str) -> None:
    """Take the actor's registration back; whoever is next in line gets her place. Twice is once.

    Raises Problem `learning.no_learner`, `learning.no_session`, `learning.registration_closed` (409).
    """
    employee, found, now = require_learner(actor), session(code), clock.now()
    require_open(found, now)
    with transaction.atomic():
        hold(found.pk)
        hers = Registration.objects.filter(session_id=found.pk, employee_id=employee.pk).exclude(state__in=GONE)
        if not hers.update(state=RegistrationState.WITHDRAWN):
            return
        news.forget(found, employee.nip)
        settle(found.pk, at=now, by=actor)
        audit.write(actor, "learning.withdraw", f"session:{code}")


def decide(*, actor: Actor, registration_id: int, is_granted: bool, reason: str = "") -> None:
    """Consent to somebody's taking part, or refuse it. Once it is decided, nothing changes. reason: she reads it.

    Raises Problem `access.not_allowed` for whom the actor does not decide on, `learning.registration_closed` (409).
    """
    rows = Registration.objects.select_related("employee__supervisor", "session__unit", "session__activity")
    asked = rows.filter(pk=registration_id).first()
    # The same answer for a registration that is not there and one that is not hers to decide.
    if asked is None or not may_consent(actor, asked.employee, asked.session):
        raise not_allowed()
    now = clock.now()
    require_open(asked.session, now)
    state = RegistrationState.WAITING if is_granted else RegistrationState.REFUSED
    with transaction.atomic():
        hold(asked.session_id)
        still_open = Registration.objects.filter(pk=asked.pk, state=RegistrationState.ASKED)
        if not still_open.update(state=state, decided_at=now, reason="" if is_granted else reason[:LONGEST_REASON]):
            return
        nip = asked.employee.nip
        if is_granted:
            news.tell(asked.session, news.IN_LINE, [nip], by=actor)
        else:
            news.tell(asked.session, news.REFUSED, [nip], by=actor, said=reason[:LONGEST_REASON])
        settle(asked.session_id, at=now, by=actor)
        code = asked.session.activity.code
        audit.write(actor, "learning.decide_registration", f"session:{code}", granted=is_granted)


def require_open(found: Session, now: datetime) -> None:
    """Raise Problem unless one may still register for a session, or take that back."""
    if found.cancelled_at or found.ends_at <= now:
        raise Problem(
            "learning.registration_closed",
            _("This session is cancelled or over, so registrations no longer change."),
            mend=_("Look for another one in the list of sessions."),
            status=409,
        )


def hold(session_id: int) -> None:
    """Let others who change the registrations of a session wait until this transaction ends."""
    Session.objects.select_for_update().filter(pk=session_id).values_list("pk", flat=True).first()


def settle(session_id: int, *, at: datetime, by: Actor) -> None:
    """Give free places to those first in line, and tell them; in the transaction that changed what is free.

    Whoever asked for consent that is no longer needed joins the line where she asked. Nobody loses a place.
    """
    hold(session_id)
    found = Session.objects.select_related("activity").get(pk=session_id)
    if not found.needs_consent:
        of_state(found, RegistrationState.ASKED).update(state=RegistrationState.WAITING, decided_at=at)
    line = of_state(found, RegistrationState.WAITING).order_by("asked_at", "pk").values_list("pk", flat=True)
    placed = of_state(found, RegistrationState.PLACED).count()
    fortunate = moving_up(list(line), placed=placed, capacity=found.capacity)
    given = Registration.objects.filter(pk__in=fortunate)
    given.update(state=RegistrationState.PLACED)
    news.tell(found, news.PLACED, list(given.values_list("employee__nip", flat=True)), by=by)


def of_state(found: Session, state: RegistrationState) -> QuerySet[Registration]:
    return Registration.objects.filter(session_id=found.pk, state=state)
