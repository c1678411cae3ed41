"""Reads who gets which reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.insight.models import Delivery, Subscription
from alur.insight.queries.letters import period_name
from alur.insight.rules.periods import Every, named, period_of


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A report that somebody gets. last: the newest that was sent or is to be, None for none yet.

    last_of, next_of: the periods of that one and of the next, in words.
    """

    subscription: Subscription
    last: Delivery | None
    last_of: str
    next_of: str


def subscriptions_of(account: Account) -> Sequence[Subscribed]:
    """Return an account's reports, those of the whole agency first. Two queries."""
    found = list(Subscription.objects.select_related("unit").filter(account=account).order_by("unit__name", "every"))
    last: dict[int, Delivery] = {}
    for delivery in Delivery.objects.filter(subscription__in=found).order_by("queued_at", "pk"):
        last[delivery.subscription_id] = delivery
    return [subscribed(each, last.get(each.pk)) for each in found]


def subscribed(each: Subscription, last: Delivery | None) -> Subscribed:
    every = Every(each.every)
    return Subscribed(
        subscription=each,
        last=last,
        last_of=period_name(named(every, last.period)) if last else "",
        next_of=period_name(period_of(every, clock.today())),
    )
