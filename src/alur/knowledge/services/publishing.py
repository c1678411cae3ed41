"""A text becomes what an item says: kept as a version, and verified no more until somebody stands for it."""

from alur.base.access.rules import Actor
from alur.catalogue.models import Kind
from alur.catalogue.services import Content, put_activities
from alur.knowledge.models import Item, Opinion
from alur.knowledge.queries.versions import text_of
from alur.knowledge.rules.versions import Text
from alur.knowledge.services.verifying import tell_doubters
from alur.knowledge.services.versions import Cause, keep_versions


def put_text(*, actor: Actor, item: Item, text: Text, cause: Cause, known_at: int) -> bool:
    """Let an item that is held for it say something else; return whether it does. known_at: the store's moment.

    Who doubted the old text is told. To be called in a transaction by whoever may, who pushes the item to the search
    then.
    """
    before = text_of(item)
    if text == before:
        return False
    content = Content(item.activity.code, text.title, topics=list(text.topics))
    item.activity = put_activities(Kind.KNOWLEDGE, [content], known_at=known_at)[item.activity.code].activity
    item.kind, item.body, item.language, item.source = text.kind, text.body, text.language, text.source
    if (text.title, text.body) != (before.title, before.body):
        item.verified_at, item.verified_by = None, ""
        tell_doubters([item])
        Opinion.objects.filter(item=item).delete()
    item.save(update_fields=["kind", "body", "language", "source", "verified_at", "verified_by"])
    keep_versions(actor=actor, item_ids=[item.pk], cause=cause)
    return True
