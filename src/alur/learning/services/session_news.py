"""What those who asked to take part in a session are told of it. What is told later takes the earlier one's place."""

from collections.abc import Collection

from django.urls import reverse

from alur.base.access.rules import Actor
from alur.base.notify import services as notify
from alur.learning.models import Registration, RegistrationState, Session

PLACED, IN_LINE, REFUSED = "learning.place_given", "learning.consent_given", "learning.consent_refused"
MOVED, CANCELLED = "learning.session_moved", "learning.session_cancelled"
STILL_IN = (RegistrationState.PLACED, RegistrationState.WAITING, RegistrationState.ASKED)


def tell(found: Session, kind: str, nips: Collection[str], *, by: Actor, said: str = "") -> None:
    """Let people know of a session in which they wanted to take part. by: who sees it happen and is not told."""
    notify.tell_all(
        [nip for nip in nips if nip != by.subject],
        key(found),
        kind=kind,
        values={"title": found.activity.title},
        said=said,
        url=reverse("sesi_satu", kwargs={"code": found.activity.code}),
    )


def tell_everybody(found: Session, kind: str, *, by: Actor) -> None:
    """Let all know who have a place, wait for one or have asked."""
    rows = Registration.objects.filter(session_id=found.pk, state__in=STILL_IN)
    tell(found, kind, list(rows.values_list("employee__nip", flat=True)), by=by)


def forget(found: Session, nip: str) -> None:
    """Take back what somebody was told who no longer wants to take part."""
    notify.withdraw(nip, key(found))


def key(found: Session) -> str:
    return f"session:{found.pk}"
