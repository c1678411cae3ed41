"""Writes the audit trail, in the transaction of the act itself."""

from alur.base.access.rules import Actor
from alur.base.audit.models import Entry
from alur.base.lib import clock, requestid


def write(actor: Actor, action: str, target: str, **detail: object) -> None:
    """Add an entry. action: noun.verb (`accounts.create`); target: `kind:key`; detail: JSON values that matter."""
    Entry.objects.create(
        at=clock.now(), actor=actor.name, action=action, target=target, detail=detail, request_id=requestid.current()
    )
