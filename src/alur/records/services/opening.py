"""Opens the store: its head, and the projections that are kept up from the first record on."""

from django.db import transaction

from alur.records.models import Head, Statement
from alur.records.projections import registry


def open_store() -> list[str]:
    """Make the store ready and return the names of projections that must be rebuilt before they are kept up."""
    labels = {registry.label(projection): projection.name for projection in registry.registered()}
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(id=1, defaults={"rid": 0, "folded": 0})
        if not Statement.objects.exists():
            head.live = " ".join(sorted(labels))
            head.save(update_fields=["live"])
    return [name for label, name in labels.items() if label not in head.live.split()]
