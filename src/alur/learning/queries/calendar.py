"""Sessions for calendars: one of them, or all that somebody takes part in, by her secret address."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.learning.models import CalendarFeed, Registration, RegistrationState, Session, SessionTime
from alur.learning.rules.calendar import Event
from alur.people.models import Employee

SALT = "alur.learning.calendar"
LOOKS_BACK = timedelta(days=90)
MOST_EVENTS = 500
LONGEST_NUMBER = 15


def events(sessions: Iterable[Session]) -> list[Event]:
    """Return sessions as events, in one query. sessions: with their activity and unit."""
    chosen = list(sessions)
    times = SessionTime.objects.filter(activity_id__in=[each.pk for each in chosen]).values("activity_id")
    known = {
        id: (count, at)
        for id, count, at in times.annotate(count=Count("pk"), last=Max("known_at")).values_list(
            "activity_id", "count", "last"
        )
    }
    return [event(each, *known.get(each.pk, (1, each.activity.known_at))) for each in chosen]


def event(session: Session, times: int, known_at: int) -> Event:
    code, changed_at = session.activity.code, clock.from_micros(known_at)
    page = f"{settings.BASE_URL}{reverse('sesi_satu', kwargs={'code': code})}"
    join = f"{settings.BASE_URL}{reverse('sesi_gabung', kwargs={'code': code})}" if session.join_url else ""
    joining = _("Join: %(address)s") % {"address": join} if join else ""
    text = [session.activity.summary, session.speaker, joining, page]
    return Event(
        iri=session.activity.iri,
        title=session.activity.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        url=page,
        place=join or (session.unit.name if session.unit else ""),
        text="\n".join(each for each in text if each),
        topics=session.activity.topics,
        sequence=times - 1 + bool(session.cancelled_at),
        changed_at=session.cancelled_at or changed_at,
        is_cancelled=session.cancelled_at is not None,
    )


def token_of(employee_id: int, salt: str) -> str:
    """Return what is secret in the address of a calendar: it follows from the row, so it stands nowhere."""
    proof = salted_hmac(SALT, f"{employee_id}/{salt}", algorithm="sha256").hexdigest()
    return f"{employee_id}-{proof[:40]}"


def own_token(employee: Employee) -> str:
    """Return the secret part of somebody's address, "" when she has no calendar."""
    feed = CalendarFeed.objects.filter(pk=employee.pk).first()
    return token_of(employee.pk, feed.salt) if feed else ""


def own_events(token: str) -> list[Event]:
    """Return the sessions that whoever has the secret address takes part in. Raises Problem `learning.no_calendar`."""
    number = token.partition("-")[0]
    is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    rows = CalendarFeed.objects.filter(pk=int(number), employee__is_active=True) if is_number else []
    feed = next(iter(rows), None)
    if feed is None or not constant_time_compare(token_of(feed.pk, feed.salt), token):
        raise Problem(
            "learning.no_calendar",
            _("There is no calendar at this address."),
            mend=_("Copy the address anew from your calendar page."),
            status=404,
        )
    hers = Registration.objects.filter(employee_id=feed.pk, state=RegistrationState.PLACED).values("session_id")
    sessions = Session.objects.select_related("activity", "unit").filter(
        pk__in=hers, ends_at__gte=clock.now() - LOOKS_BACK
    )
    return events(sessions.order_by("starts_at", "pk")[:MOST_EVENTS])
