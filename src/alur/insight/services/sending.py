"""Sends reports when they are due: each period once. What fails before the mail server took it is tried again."""

import smtplib
from datetime import datetime

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import translation

from alur.base.access.queries import actor_of
from alur.base.access.rules import SYSTEM, Actor
from alur.base.audit import services as audit
from alur.base.jobs.services import enqueue
from alur.base.lib import clock
from alur.insight.models import Delivery, DeliveryState, Subscription
from alur.insight.permissions import may_subscribe
from alur.insight.queries.letters import letter
from alur.insight.rules.periods import Every, due, named
from alur.insight.services.subscribing import end, no_subscription, seal, target

JOB = "insight.send_report"
# The server has answered that it does not take the mail, so it may be sent again.
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
log = structlog.get_logger(__name__)


class UnknownWhetherSentError(Exception):
    """A try was broken off after the mail server had the report, before it answered."""


def queue_due(now: datetime) -> int:
    """Ask for each report that is due and has not been asked for; return how many. now: aware."""
    count = 0
    for each in Subscription.objects.order_by("pk"):
        period = due(Every(each.every), since=clock.local_date(each.made_at), now=now.astimezone(clock.JAKARTA))
        if period is None or each.deliveries.filter(period=period.name).exists():
            continue
        with transaction.atomic():
            delivery, is_new = Delivery.objects.get_or_create(
                subscription=each, period=period.name, defaults={"queued_at": now}
            )
            if is_new:
                enqueue(JOB, delivery_id=delivery.pk)
                count += 1
    return count


def send(delivery_id: int) -> None:
    """Send a report, unless it has been sent or her role no longer reaches it, which ends the subscription.

    Raises whatever keeps it from being sent; UnknownWhetherSentError when a broken-off try may have sent it.
    """
    rows = Delivery.objects.select_related("subscription__account", "subscription__unit")
    delivery = rows.filter(pk=delivery_id).first()
    if delivery is None or delivery.state == DeliveryState.SENT or ended(delivery.subscription):
        return
    mail, connection = message(delivery), get_connection()
    connection.open()
    try:
        claim(delivery_id)
        connection.send_messages([mail])
    except REFUSED:
        release(delivery_id)
        raise
    finally:
        connection.close()
    Delivery.objects.filter(pk=delivery_id).update(state=DeliveryState.SENT, sent_at=clock.now())
    audit.write(SYSTEM, "reports.send", target(delivery.subscription), period=delivery.period)
    log.info("report_sent", period=delivery.period)


def send_again(*, actor: Actor, id: int) -> None:
    """Send a report of the actor's own of which nobody knows whether it went out. Raises `insight.no_subscription`."""
    with transaction.atomic():
        rows = Delivery.objects.select_related("subscription__account").filter(pk=id, state=DeliveryState.SENDING)
        delivery = rows.first()
        if delivery is None or actor.name != f"account:{delivery.subscription.account_id}":
            raise no_subscription()
        release(id)
        audit.write(actor, "reports.send_again", target(delivery.subscription), period=delivery.period)
        enqueue(JOB, delivery_id=id)


def ended(subscription: Subscription) -> bool:
    """End the subscription of who may no longer get the report or cannot be reached; tell whether that is so."""
    account = subscription.account
    if account.is_active and account.email and may_subscribe(actor_of(account), subscription.unit):
        return False
    with transaction.atomic():
        end(subscription, SYSTEM, why="role")
    return True


def claim(delivery_id: int) -> None:
    queued = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.QUEUED)
    if not queued.update(state=DeliveryState.SENDING):
        raise UnknownWhetherSentError(f"report {delivery_id}: ask whether it came; if not, send it again from the page")


def release(delivery_id: int) -> None:
    Delivery.objects.filter(pk=delivery_id).update(state=DeliveryState.QUEUED)


def message(delivery: Delivery) -> EmailMessage:
    """Return the mail of a report, in the language that was chosen for it."""
    subscription = delivery.subscription
    with translation.override(subscription.language):
        written = letter(
            subscription,
            named(Every(subscription.every), delivery.period),
            stop_seal=seal(subscription),
            made_at=clock.now(),
        )
    mail = EmailMessage(
        written.subject, written.text, None, [subscription.account.email], headers=dict(written.headers)
    )
    for name, content, kind in written.files:
        mail.attach(name, content, kind)
    return mail
