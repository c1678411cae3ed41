"""An earlier text brought back, as a version of its own: nothing of what was said meanwhile is lost."""

from django.db import transaction

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.knowledge.models import How, Item
from alur.knowledge.permissions import require_curate
from alur.knowledge.queries.versions import text_of_version, version_of
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.publishing import put_text
from alur.knowledge.services.verifying import held
from alur.knowledge.services.versions import Cause
from alur.records.services import stamp


def restore(*, actor: Actor, code: str, version_id: int) -> Item:
    """Let an item say what it said in one of its versions. Restored twice, it is restored once.

    Raises Problem `knowledge.no_item`, `knowledge.no_version`, `access.not_allowed`.
    """
    with transaction.atomic():
        known_at = stamp()
        [item] = held([code], actor)
        require_curate(actor, item.unit)
        version = version_of(item, version_id)
        cause = Cause(How.RESTORE, why=f"{version.origin} {version.number}".strip())
        if put_text(actor=actor, item=item, text=text_of_version(version), cause=cause, known_at=known_at):
            push_items([item.pk])
            audit.write(actor, "knowledge.restore", f"knowledge:{code}", version=version.number, origin=version.origin)
        return item
