"""Reads notices, each person her own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from alur.base.access.rules import Actor
from alur.base.notify.models import Notice
from alur.base.notify.rules import recipient, sentence

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in the reader's language."""

    id: int
    text: str
    said: str
    url: str
    at: datetime
    is_read: bool


def unread(actor: Actor, *, count: int = SHOWN) -> list[Shown]:
    """Return what the actor has not taken note of, the newest first. One query."""
    rows = Notice.objects.filter(recipient=recipient(actor.subject, actor.name), read_at=None)
    return shown(rows.order_by("-at", "-pk")[:count])


def all_of(actor: Actor, *, count: int) -> list[Shown]:
    """Return the actor's notices, those not read first, then the newest. One query."""
    rows = Notice.objects.filter(recipient=recipient(actor.subject, actor.name))
    return sorted(shown(rows.order_by("-at", "-pk")[:count]), key=lambda each: each.is_read)


def shown(rows: Iterable[Notice]) -> list[Shown]:
    found = [(each, sentence(each.kind, each.values)) for each in rows]
    return [
        Shown(each.pk, text, each.said, each.url, each.at, is_read=each.read_at is not None)
        for each, text in found
        if text
    ]
