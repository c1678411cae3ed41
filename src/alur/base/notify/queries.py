"""Reads notices, each person her own."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.notify.models import Notice
from alur.base.notify.rules import recipient, sentence

SHOWN = 3
COLUMNS = ("at", "id", "kind", "values", "said", "url", "read_at")
AT, ID = COLUMNS.index("at"), COLUMNS.index("id")


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
    # Written out, as everybody's first page asks it.
    rows = bulk.matching(Notice, ["recipient"], [(whose(actor),)], COLUMNS, where="t.read_at IS NULL")
    rows.sort(key=itemgetter(AT, ID), reverse=True)
    return shown(rows[:count])


def all_of(actor: Actor, *, count: int) -> list[Shown]:
    """Return the actor's notices, those not read first, then the newest. One query."""
    rows = Notice.objects.filter(recipient=whose(actor)).order_by("-at", "-pk")[:count]
    listed = [tuple(getattr(row, column) for column in COLUMNS) for row in rows]
    return sorted(shown(listed), key=lambda each: each.is_read)


def whose(actor: Actor) -> str:
    return recipient(actor.subject, actor.name)


def shown(rows: Iterable[bulk.Row]) -> list[Shown]:
    """Return notices whose sentence is known. rows: of COLUMNS."""
    return [
        Shown(id, text, said, url, at, is_read=read_at is not None)
        for at, id, kind, values, said, url, read_at in rows
        if (text := sentence(kind, json.loads(values) if isinstance(values, str) else values))
    ]
