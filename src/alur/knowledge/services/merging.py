"""Two items become one: its history, links and whatever hangs on the other go with it; its address leads there.

The activity of the other stays, as records may name it. What is merged is not taken apart again: its last text stands
in the history of the one that is left.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.importing.verdicts import Change, Verdict
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.services import Content, put_activities
from alur.knowledge.models import (
    OPEN_STATES,
    Audience,
    Draft,
    DraftState,
    Item,
    ItemVersion,
    MergedItem,
    Opinion,
    Question,
)
from alur.knowledge.permissions import require_curate
from alur.knowledge.queries.versions import text_of
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.verifying import held, tell_doubters
from alur.records.services import stamp
from alur.search.services import remove

# What hangs on items and is moved below, each in its own way, or is not moved. All else is moved as it is.
OWN_WAY = (Audience, Draft, ItemVersion, MergedItem, Opinion, Question)


def merge(*, actor: Actor, code: str, into: str) -> Item:
    """Let an item be part of another from now on. Merged twice, it is merged once.

    Raises Problem `knowledge.no_item`, `access.not_allowed`, `knowledge.merge_itself`, `knowledge.merge_readers` (422).
    """
    with transaction.atomic():
        known_at = stamp()
        if MergedItem.objects.filter(activity__code=code, activity__kind=Kind.KNOWLEDGE, item__activity__code=into):
            return held([into], actor)[0]
        if code == into:
            raise refused("itself", _("An item cannot be part of itself."), _("Choose another."))
        both = {item.activity.code: item for item in held([code, into], actor)}
        lost, kept = both[code], both[into]
        require_curate(actor, lost.unit)
        require_curate(actor, kept.unit)
        require_same_readers(lost, kept)
        move(lost, kept)
        MergedItem.objects.create(
            activity=lost.activity, item=kept, digest=text_of(lost).digest, at=clock.now(), by=actor.name
        )
        put_activities(Kind.KNOWLEDGE, [Content(code, lost.activity.title, topics=[])], known_at=known_at)
        Item.objects.filter(pk=kept.pk).update(reads=models.F("reads") + lost.reads)
        lost.delete()
        remove(Kind.KNOWLEDGE, [code])
        push_items([kept.pk])
        audit.write(actor, "knowledge.merge", f"knowledge:{code}", into=into)
        return kept


def require_same_readers(lost: Item, kept: Item) -> None:
    """Raise Problem when somebody could read in the history what was not for her."""
    named = [set(item.audience.values_list("unit_id", "with_below")) for item in (lost, kept)]
    if named[0] and named[0] != named[1]:
        raise refused(
            "readers",
            _("The two are for different readers."),
            _("Let both be for the same units first, at “Dates, source and owner”."),
        )


def refused(code: str, message: str, mend: str) -> Problem:
    return Problem(f"knowledge.merge_{code}", message, field="kode", mend=mend, status=422)


def move(lost: Item, kept: Item) -> None:
    tell_doubters([lost])
    Opinion.objects.filter(item=lost).delete()
    ItemVersion.objects.filter(item=lost, origin="").update(origin=lost.activity.code)
    for model in (ItemVersion, MergedItem, Question):
        model._default_manager.filter(item=lost).update(item=kept)
    move_drafts(lost, kept)
    for field in others():
        drop_between(field, lost, kept)
    for field in others():
        move_rows(field, lost, kept)


def move_drafts(lost: Item, kept: Item) -> None:
    """Let drafts change the item that is left; of who writes on both, the one of the lost item is put away."""
    writes = Draft.objects.filter(item=kept, state__in=OPEN_STATES).values_list("made_by", flat=True)
    both = Draft.objects.filter(item=lost, state__in=OPEN_STATES, made_by__in=list(writes))
    both.update(state=DraftState.ARCHIVED)
    Draft.objects.filter(item=lost).update(item=kept, based_on=0)


def others() -> Iterator[Any]:
    """Yield the fields by which rows of other kinds hang on items."""
    for relation in Item._meta.related_objects:
        if relation.related_model not in OWN_WAY:
            yield relation.field


def drop_between(field: Any, lost: Item, kept: Item) -> None:
    """Take away what one says of the other: of one item there is nothing to be said so."""
    for second in others():
        if second.model is field.model and second is not field:
            field.model._default_manager.filter(**{field.name: lost, second.name: kept}).delete()


def move_rows(field: Any, lost: Item, kept: Item) -> None:
    """Let rows hang on the item that is left; those that it has already, as its constraints tell, go with the lost."""
    rows = field.model._default_manager.filter(**{field.name: lost})
    for names in unique_with(field):
        there = set(field.model._default_manager.filter(**{field.name: kept}).values_list(*names))
        twice = [pk for pk, *values in rows.values_list("pk", *names) if tuple(values) in there]
        field.model._default_manager.filter(pk__in=twice).delete()
    rows.update(**{field.name: kept})


def unique_with(field: Any) -> Iterator[list[str]]:
    for constraint in field.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            yield [name for name in constraint.fields if name != field.name]


def of_merged(texts: Mapping[str, tuple[str, str]]) -> Mapping[str, Verdict]:
    """Return what becomes of rows of a file whose items are part of others: the same text is known, another refused.

    texts: (title, body) by code.
    """
    found: dict[str, Verdict] = {}
    rows = MergedItem.objects.filter(activity__kind=Kind.KNOWLEDGE, activity__code__in=texts)
    known = list(rows.values_list("activity__code", "item__activity__code", "digest"))
    said = last_texts({code: digest for code, _into, digest in known})
    for code, into, _digest in known:
        is_same = said.get(code) == texts[code]
        found[code] = Change.UNCHANGED if is_same else merged(code, into)
    return found


def last_texts(digests: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """Return (title, body) of items that are part of others, by their codes. digests: of their last texts."""
    if not digests:
        return {}
    rows = ItemVersion.objects.filter(origin__in=digests, digest__in=digests.values())
    found = rows.values_list("origin", "digest", "title", "body")
    return {origin: (title, body) for origin, digest, title, body in found if digests[origin] == digest}


def merged(code: str, into: str) -> Problem:
    return Problem(
        "knowledge.merged",
        _("“%(code)s” has become part of “%(into)s”.") % {"code": code, "into": into},
        field="id",
        mend=_("Change “%(into)s”, or leave the row out.") % {"into": into},
    )
