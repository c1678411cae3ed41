"""Tells people what they should know, in the transaction of the act itself. The act is in the audit trail, not this."""

from collections.abc import Collection, Mapping

from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.base.notify.models import Notice
from alur.base.notify.rules import recipient

MOST_AT_ONCE = 500


def tell(recipient: str, key: str, *, kind: str, values: Mapping[str, str], said: str = "", url: str = "") -> None:
    """Let somebody know. key: what it is about: told again, it takes the earlier notice's place and is new once more.

    kind: of a registered sentence; values: texts for its places; said: words of a person; url: tells more.
    """
    tell_all([recipient], key, kind=kind, values=values, said=said, url=url)


def tell_all(
    recipients: Collection[str], key: str, *, kind: str, values: Mapping[str, str], said: str = "", url: str = ""
) -> None:
    """Let several people know of one thing, as `tell`."""
    told = {"kind": kind, "values": dict(values), "said": said, "url": url, "at": clock.now(), "read_at": None}
    Notice.objects.bulk_create(
        [Notice(recipient=each, key=key, **told) for each in dict.fromkeys(recipients)],
        batch_size=MOST_AT_ONCE,
        update_conflicts=True,
        unique_fields=["recipient", "key"],
        update_fields=list(told),
    )


def withdraw(recipient: str, key: str) -> None:
    """Take back what somebody was told, when it no longer holds."""
    Notice.objects.filter(recipient=recipient, key=key).delete()


def take_note(*, actor: Actor, id: int) -> None:
    """Let a notice of the actor's be read. Another's, or one that is gone, is left alone; twice is once."""
    hers = Notice.objects.filter(recipient=recipient(actor.subject, actor.name), pk=id, read_at=None)
    hers.update(read_at=clock.now())
