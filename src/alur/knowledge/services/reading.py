"""What readers do: keep an item open, and say whether it still holds."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.notify import services as notify
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.knowledge.models import Item, Opinion
from alur.knowledge.permissions import reach_of, readable_items, require_reader
from alur.knowledge.queries.items import item_of
from alur.knowledge.services.texts import fitting

DISPUTED = "knowledge.disputed"
LONGEST_DOUBT = 500


def say_still_true(*, actor: Actor, code: str, holds: bool, text: str = "") -> None:
    """Keep whether an item still holds, as the actor says; said again, it is changed.

    The owner is told when it does not. text: why it does not. Raises Problem `knowledge.no_reader`,
    `knowledge.no_item`, `knowledge.no_words`, `knowledge.too_long`.
    """
    employee, item = require_reader(actor), item_of(code, actor)
    words = "" if holds else fitting(text, LONGEST_DOUBT, "kata", mend=_("Say in a sentence what is no longer so."))
    with transaction.atomic():
        # Who verifies meanwhile comes before or after, never between.
        Item.objects.select_for_update().filter(pk=item.pk).values_list("pk", flat=True).first()
        if Opinion.objects.filter(item=item, employee=employee, holds=holds, text=words).exists():
            return
        said = {"holds": holds, "text": words, "said_at": clock.now()}
        Opinion.objects.update_or_create(item=item, employee=employee, defaults=said)
        audit.write(actor, "knowledge.say_still_true", f"knowledge:{code}", holds=holds)
        if not holds and item.owner and item.owner.is_active and item.owner.nip != employee.nip:
            notify.tell(
                item.owner.nip,
                f"disputed:{item.pk}:{employee.pk}",
                kind=DISPUTED,
                values={"title": item.activity.title},
                said=words,
                url=reverse("pengetahuan_satu", kwargs={"code": code}),
            )


def count_read(*, actor: Actor, code: str, times: int = 1) -> None:
    """Count that an item stayed open for a while, so many times; by whom is kept nowhere. Not what she may not read."""
    hers = readable_items(reach_of(actor))
    # By key: joined in one statement, PostgreSQL may look through all items for each.
    for item_id in ids_by_code(Kind.KNOWLEDGE, [code]).values():
        Item.objects.filter(hers, pk=item_id).update(reads=F("reads") + times)
