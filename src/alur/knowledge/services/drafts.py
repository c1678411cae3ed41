"""Items while they are written: begun, saved with each pause in typing, put away. Published they are by reviewing."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.base.notify.rules import recipient
from alur.knowledge.models import OPEN_STATES, Draft, DraftCopy, DraftState, Item
from alur.knowledge.permissions import curated_paths, reader, require_writer
from alur.knowledge.queries.drafts import draft_of
from alur.knowledge.queries.versions import last_number
from alur.knowledge.rules.drafting import LARGEST_BYTES, Typed
from alur.people.models import Unit

# Saving comes with each pause in typing; the trail tells once in a while who sat at the draft.
TOLD_EVERY = timedelta(minutes=30)
MOST_OPEN = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft after saving. copy: hers, kept beside it as somebody else had changed the draft meanwhile."""

    draft: Draft
    copy: DraftCopy | None = None


def begin_draft(*, actor: Actor, id: UUID, typed: Typed, item: Item | None = None) -> Draft:
    """Begin a draft of a new item, or of a change to one, once for the id that the page made.

    Of a change, the one that she has begun already is returned. Raises Problem `knowledge.no_writer`,
    `knowledge.too_large` (413), `knowledge.many_drafts` (429).
    """
    require_writer(actor)
    require_fitting(typed)
    with transaction.atomic():
        hers = Draft.objects.filter(made_by=actor.name)
        if again := hers.filter(pk=id).first() or (item and hers.filter(item=item, state__in=OPEN_STATES).first()):
            return again
        if hers.filter(state__in=OPEN_STATES).count() >= MOST_OPEN:
            raise many_drafts()
        made = insert(actor, id, typed, item)
        audit.write(actor, "knowledge.begin_draft", target(made), draft=str(id), based_on=made.based_on)
        return made


def insert(actor: Actor, id: UUID, typed: Typed, item: Item | None) -> Draft:
    now = clock.now()
    try:
        with transaction.atomic():
            return Draft.objects.create(
                id=id,
                item=item,
                unit=item.unit if item else unit_of(actor),
                body=typed.stored(),
                based_on=last_number(item) if item else None,
                made_by=actor.name,
                recipient=recipient(actor.subject, actor.name),
                made_at=now,
                changed_by=actor.name,
                changed_at=now,
            )
    except IntegrityError as error:
        # Sent twice at once, the database lets one in; an id of somebody else's is nobody's to take.
        found = Draft.objects.filter(made_by=actor.name, state__in=OPEN_STATES)
        again = found.filter(pk=id).first() or (item and found.filter(item=item).first())
        if not again:
            raise Problem("knowledge.bad_form", _("Something in the form cannot be read.")) from error
        return again


def unit_of(actor: Actor) -> Unit | None:
    """Return whose curators decide about what actor writes: those of her unit, else of the first that she curates."""
    employee = reader(actor)
    if employee:
        return employee.unit
    return Unit.objects.filter(path__in=curated_paths(actor)).order_by("path").first()


def many_drafts() -> Problem:
    return Problem(
        "knowledge.many_drafts",
        _("%(most)s of your drafts are still open.") % {"most": MOST_OPEN},
        mend=_("Finish some of them, or put them away."),
        status=429,
    )


def require_fitting(typed: Typed) -> None:
    if typed.size > LARGEST_BYTES:
        raise Problem(
            "knowledge.too_large",
            _("The text is larger than %(most)s kB, so it was not saved.") % {"most": written(LARGEST_BYTES // 1_000)},
            field="body",
            mend=_("Divide it into several items; your text still stands in this page."),
            status=413,
        )


def target(draft: Draft) -> str:
    return f"knowledge:{draft.item.activity.code}" if draft.item else f"draft:{draft.pk}"


def held_draft(actor: Actor, id: UUID, *states: str) -> Draft:
    """Return a draft and keep others from changing it. Raises Problem `knowledge.no_draft`, `knowledge.other_state`."""
    draft_of(actor, id)
    rows = Draft.objects.select_for_update(of=("self",)).select_related("unit", "item__activity", "item__unit")
    draft = rows.get(pk=id)
    if draft.state not in states:
        raise Problem(
            "knowledge.other_state",
            _("The draft is no longer where it was: meanwhile it was sent to review, published or put away."),
            mend=_("Reload the page; what you typed stands in the copies of the draft."),
            status=409,
        )
    return draft


def save_draft(*, actor: Actor, id: UUID, revision: int, typed: Typed) -> Saved:
    """Save what was typed.

    revision: that the page was made with; an older one than stored, or a draft that is written no longer, keeps what
    was typed as a copy. Raises Problem `knowledge.no_draft`, `knowledge.too_large` (413).
    """
    require_fitting(typed)
    body = typed.stored()
    with transaction.atomic():
        draft = held_draft(actor, id, *DraftState.values)
        if body == draft.body:
            return Saved(draft)
        if revision != draft.revision or draft.state != DraftState.DRAFT:
            return Saved(draft, copied(actor, draft, typed))
        if draft.changed_by != actor.name or draft.revision == 1 or clock.now() - draft.changed_at > TOLD_EVERY:
            audit.write(actor, "knowledge.save_draft", target(draft), draft=str(id), revision=draft.revision + 1)
        put(actor, draft, body)
        return Saved(draft)


def put(actor: Actor, draft: Draft, body: object) -> None:
    draft.body = body
    draft.revision += 1
    draft.changed_by, draft.changed_at = actor.name, clock.now()
    draft.save(update_fields=["body", "revision", "changed_by", "changed_at"])


def copied(actor: Actor, draft: Draft, typed: Typed) -> DraftCopy:
    """Keep what came too late: one copy a person that grows with her typing until she chooses."""
    copy = draft.copies.filter(made_by=actor.name).order_by("-pk").first()
    if copy is None:
        copy = DraftCopy(draft=draft, made_by=actor.name)
        audit.write(actor, "knowledge.copy_draft", target(draft), draft=str(draft.pk), revision=draft.revision)
    copy.body, copy.made_at = typed.stored(), clock.now()
    copy.save()
    return copy


def take_copy(*, actor: Actor, id: UUID, copy_id: int, revision: int) -> Saved:
    """Put a copy in the draft's place, which is kept as a copy in turn. Raises Problem as `save_draft`."""
    with transaction.atomic():
        draft = held_draft(actor, id, DraftState.DRAFT)
        copy = draft.copies.filter(pk=copy_id).first()
        if copy is None or revision != draft.revision:
            return Saved(draft, copy)
        taken, copy.body = copy.body, draft.body
        copy.made_by, copy.made_at = draft.changed_by, draft.changed_at
        copy.save()
        put(actor, draft, taken)
        audit.write(actor, "knowledge.take_copy", target(draft), draft=str(id), revision=draft.revision)
        return Saved(draft)


def drop_copy(*, actor: Actor, id: UUID, copy_id: int) -> None:
    """Throw a copy away. Raises Problem `knowledge.no_draft`."""
    with transaction.atomic():
        draft = held_draft(actor, id, *DraftState.values)
        count, _rows = draft.copies.filter(pk=copy_id).delete()
        if count:
            audit.write(actor, "knowledge.drop_copy", target(draft), draft=str(id))


def put_away(*, actor: Actor, id: UUID, is_back: bool = False) -> Draft:
    """Put a draft away; it stays to be read. is_back: take it up again.

    Raises Problem `knowledge.no_draft`, `knowledge.other_state`, `knowledge.draft_open` (409).
    """
    with transaction.atomic():
        draft = held_draft(actor, id, DraftState.DRAFT, DraftState.ARCHIVED)
        wanted = DraftState.DRAFT if is_back else DraftState.ARCHIVED
        if draft.state == wanted:
            return draft
        others = Draft.objects.filter(item=draft.item, made_by=draft.made_by, state__in=OPEN_STATES)
        if is_back and draft.item and others.exists():
            raise Problem(
                "knowledge.draft_open",
                _("You are changing this item in another draft already."),
                mend=_("Publish that one or put it away first."),
                status=409,
            )
        draft.state = wanted
        draft.save(update_fields=["state"])
        audit.write(actor, "knowledge.put_draft_away", target(draft), draft=str(id), back=is_back)
        return draft
