"""Secret addresses of calendars: made, renewed, ended by their owner."""

import secrets

from django.db import transaction

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.learning.models import CalendarFeed
from alur.learning.permissions import require_learner

SALT_BYTES = 24


@transaction.atomic
def renew_feed(*, actor: Actor) -> None:
    """Give the actor a new secret address; an old one ends. Raises Problem `learning.no_learner`."""
    employee = require_learner(actor)
    salt = secrets.token_urlsafe(SALT_BYTES)
    CalendarFeed.objects.update_or_create(employee=employee, defaults={"salt": salt})
    audit.write(actor, "learning.renew_calendar", f"employee:{employee.pk}")


@transaction.atomic
def end_feed(*, actor: Actor) -> None:
    """Let the actor's secret address end. Raises Problem `learning.no_learner`."""
    employee = require_learner(actor)
    if CalendarFeed.objects.filter(pk=employee.pk).delete()[0]:
        audit.write(actor, "learning.end_calendar", f"employee:{employee.pk}")
