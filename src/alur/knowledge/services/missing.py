"""What people looked for and nobody has written: kept for curators, without who looked."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.knowledge.models import Miss
from alur.knowledge.permissions import curated_paths
from alur.knowledge.rules.missing import LONGEST, stems_of
from alur.search.queries.searching import search
from alur.search.rules.reading import STRANGER

LONGEST_STEMS = 300
MOST_KEPT = 5_000
KEPT_DAYS = 180


def key_of(text: str) -> str:
    """Return by what a search that found nothing is known, "" when it is not to be kept."""
    return " ".join(stems_of(text))[:LONGEST_STEMS]


def note_missing(text: str) -> bool:
    """Count a search that found nothing; tell whether it was kept.

    What names a person, what has no word and what finds something by now is not. Who looked is not known here.
    """
    key, today = key_of(text), clock.today()
    if not key or finds(text):
        return False
    with transaction.atomic():
        if Miss.objects.count() >= MOST_KEPT and not Miss.objects.filter(stems=key).exists():
            return False
        fresh = {"text": " ".join(text.split())[:LONGEST], "first_on": today, "last_on": today}
        miss, _ = Miss.objects.get_or_create(stems=key, defaults=fresh)
        Miss.objects.filter(pk=miss.pk).update(times=F("times") + 1, last_on=today)
    return True


def settle_missing(*, actor: Actor, ids: list[int]) -> None:
    """Put searches away that need nothing to be written. Raises Problem `access.not_allowed`."""
    curated_paths(actor)
    with transaction.atomic():
        done, _ = Miss.objects.filter(pk__in=ids).delete()
        if done:
            audit.write(actor, "knowledge.settle_missing", "search:*", searches=done)


def forget_found() -> int:
    """Forget searches that find something by now, and those of long ago; return how many."""
    done, _ = Miss.objects.filter(last_on__lt=clock.today() - timedelta(days=KEPT_DAYS)).delete()
    for miss in Miss.objects.order_by("pk").iterator():
        if finds(miss.text):
            miss.delete()
            done += 1
    return done


def finds(text: str) -> bool:
    return bool(search(text, limit=1, reader=STRANGER, by_words=True).hits)
