"""Keeps what somebody writes down or ticks in a module for herself.

Nobody else may read it, so that the audit trail does not tell of it either.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from alur.base.access.rules import Actor
from alur.learning.models import Note
from alur.learning.permissions import required
from alur.learning.queries.contents import ShownKept
from alur.learning.queries.reading import reading
from alur.learning.rules.notes import ticked, written


def keep_notes(
    *, actor: Actor, code: str, values: Mapping[str, Sequence[str]], at: datetime, version: int | None = None
) -> None:
    """Keep what the actor wrote or ticked in a module; an empty note is taken away.

    values: a form's, by the key of the place; those of no place of hers are left out; at: when she did so, older than
    what is kept it changes nothing; version: of the content that her page showed. Raises Problem `learning.no_learner`,
    `learning.no_module`, `learning.no_version`.
    """
    page = reading(actor.subject, code, content=version)
    employee = required(page.employee)
    places = {kept.key: kept for screen in page.contents.screens for kept in screen.kept} if page.contents else {}
    texts = {key: text_of(places[key], given) for key, given in values.items() if key in places}
    hers = Note.objects.filter(employee=employee, activity_id=page.offer.activity_id)
    with transaction.atomic():
        newer = set(hers.filter(key__in=texts, kept_at__gt=at).values_list("key", flat=True))
        texts = {key: text for key, text in texts.items() if key not in newer}
        hers.filter(key__in=[key for key, text in texts.items() if not text]).delete()
        for key, text in texts.items():
            if text:
                Note.objects.update_or_create(
                    employee=employee,
                    activity_id=page.offer.activity_id,
                    key=key,
                    defaults={"text": text, "kept_at": at},
                )


def text_of(place: ShownKept, values: Sequence[str]) -> str:
    return ticked(values, count=len(place.items)) if place.items else written(values)
