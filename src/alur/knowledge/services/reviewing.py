"""A draft's way to readers: its writer asks for a review, a curator of its unit publishes it or gives it back."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.base.notify import services as notify
from alur.base.notify.rules import recipient
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.catalogue.services import Content, put_activities
from alur.knowledge.models import Draft, DraftState, How, Item
from alur.knowledge.permissions import may_curate, require_curate
from alur.knowledge.queries.checking import checked, draft_wrong, writing_choices
from alur.knowledge.queries.versions import last_number
from alur.knowledge.rules.caring import next_review
from alur.knowledge.rules.drafting import typed_of
from alur.knowledge.rules.versions import Text
from alur.knowledge.services.drafts import held_draft, target
from alur.knowledge.services.finding import push_items
from alur.knowledge.services.publishing import put_text
from alur.knowledge.services.verifying import held, verify
from alur.knowledge.services.versions import Cause, keep_versions
from alur.people.models import Employee
from alur.records.services import stamp

PUBLISHED, GIVEN_BACK, CHANGED = "knowledge.published", "knowledge.given_back", "knowledge.changed"
LONGEST_SAID = 2_000


def ask_review(*, actor: Actor, id: UUID, revision: int) -> Draft:
    """Ask for a review; the draft rests from then on. Asked twice, it is asked once.

    Raises Problem `knowledge.no_draft`, `knowledge.other_state`, `knowledge.changed_meanwhile` (409),
    `knowledge.draft_wrong` (422).
    """
    with transaction.atomic():
        draft = held_draft(actor, id, DraftState.DRAFT, DraftState.REVIEW)
        if draft.state == DraftState.REVIEW:
            return draft
        require_revision(draft, revision)
        require_right(draft)
        draft.state, draft.asked_at, draft.said = DraftState.REVIEW, clock.now(), ""
        draft.save(update_fields=["state", "asked_at", "said"])
        audit.write(actor, "knowledge.ask_review", target(draft), draft=str(id), revision=revision)
        return draft


def give_back(*, actor: Actor, id: UUID, said: str) -> Draft:
    """Give a draft back to its writer, who is told. said: what to change; she may take it back herself without.

    Raises Problem `knowledge.no_draft`, `knowledge.other_state`, `access.not_allowed`, `knowledge.no_words` (422).
    """
    with transaction.atomic():
        draft = held_draft(actor, id, DraftState.REVIEW, DraftState.DRAFT)
        if draft.state == DraftState.DRAFT:
            return draft
        is_own = actor.name == draft.made_by
        if not is_own and not may_curate(actor, draft.unit):
            raise permissions.not_allowed()
        if not is_own and not said:
            raise no_words()
        draft.state, draft.said = DraftState.DRAFT, "" if is_own else said[:LONGEST_SAID]
        draft.save(update_fields=["state", "said"])
        audit.write(actor, "knowledge.give_back", target(draft), draft=str(id), revision=draft.revision)
        if not is_own:
            address = reverse("tulis_draf", kwargs={"id": id})
            tell_writer(draft, GIVEN_BACK, typed_of(draft.body).title, address, said=draft.said)
        return draft


def no_words() -> Problem:
    return Problem(
        "knowledge.no_words",
        _("Words are missing."),
        field="said",
        mend=_("Say in a sentence what to change."),
        status=422,
    )


def publish_draft(*, actor: Actor, id: UUID, revision: int, version: int) -> Item:
    """Publish a draft: at once it is what readers find and see. Published twice, it is published once.

    version: of the item that the page showed it beside, 0 of a new one. One that others wrote is verified by the actor.
    Raises Problem `knowledge.no_draft`, `knowledge.other_state`, `knowledge.changed_meanwhile` (409),
    `knowledge.draft_wrong` (422), `access.not_allowed`.
    """
    with transaction.atomic():
        known_at = stamp()
        draft = held_draft(actor, id, DraftState.DRAFT, DraftState.REVIEW, DraftState.PUBLISHED)
        if draft.state == DraftState.PUBLISHED and draft.item:
            return draft.item
        if draft.state == DraftState.DRAFT and draft.made_by != actor.name:
            raise permissions.not_allowed()
        require_curate(actor, draft.item.unit if draft.item else draft.unit)
        require_revision(draft, revision)
        text = require_right(draft)
        cause = Cause(How.DRAFT, written_by=draft.made_by, why=typed_of(draft.body).why.strip())
        if draft.item:
            item = held_as(draft.item, version, actor)
            put_text(actor=actor, item=item, text=text, cause=cause, known_at=known_at)
        else:
            item = new(draft, text, known_at)
            keep_versions(actor=actor, item_ids=[item.pk], cause=cause)
        is_in_force = item.valid_until is None or item.valid_until >= clock.today()
        if actor.name not in (draft.made_by, draft.changed_by) and is_in_force:
            verify(actor, item, None)
        push_items([item.pk])
        finish(actor, draft, item)
        return item


def held_as(shown: Item, version: int, actor: Actor) -> Item:
    """Return an item for a change, if it is still at the version that was shown."""
    [item] = held([shown.activity.code], actor)
    if last_number(item) != version:
        raise changed_meanwhile()
    return item


def new(draft: Draft, text: Text, known_at: int) -> Item:
    """Make the item of a draft: its writer's, from today on."""
    today, author = clock.today(), Employee.objects.filter(nip=draft.recipient, is_active=True).first()
    content = Content(free_code(), text.title, topics=list(text.topics), published_on=today)
    activity = put_activities(Kind.KNOWLEDGE, [content], known_at=known_at)[content.code].activity
    return Item.objects.create(
        activity=activity,
        kind=text.kind,
        body=text.body,
        language=text.language,
        source=text.source,
        unit=draft.unit,
        author=author,
        owner=author,
        owner_unit_id=author.unit_id if author else None,
        created_on=today,
        review_on=next_review(text.kind, today),
    )


def free_code() -> str:
    """Return a code that no item has. To be called behind the store's head, where nobody else takes one."""
    stem = f"TL-{clock.today().year}-"
    number = Draft.objects.filter(state=DraftState.PUBLISHED, based_on=None).count() + 1
    while ids_by_code(Kind.KNOWLEDGE, [f"{stem}{number:05}"]):
        number += 1
    return f"{stem}{number:05}"


def finish(actor: Actor, draft: Draft, item: Item) -> None:
    draft.item, draft.state, draft.published_as = item, DraftState.PUBLISHED, last_number(item)
    draft.changed_at = clock.now()
    draft.save(update_fields=["item", "state", "published_as", "changed_at"])
    audit.write(actor, "knowledge.publish_draft", target(draft), draft=str(draft.pk), version=draft.published_as)
    address = reverse("pengetahuan_satu", kwargs={"code": item.activity.code})
    own = recipient(actor.subject, actor.name)
    if draft.recipient != own:
        tell_writer(draft, PUBLISHED, item.activity.title, address)
    if item.owner and item.owner.is_active and item.owner.nip not in (draft.recipient, own):
        values = {"title": item.activity.title}
        notify.tell(item.owner.nip, f"changed:{item.pk}", kind=CHANGED, values=values, url=address)


def tell_writer(draft: Draft, kind: str, title: str, address: str, said: str = "") -> None:
    notify.tell(draft.recipient, f"draft:{draft.pk}", kind=kind, values={"title": title}, said=said, url=address)


def require_right(draft: Draft) -> Text:
    """Return what a draft says. Raises Problem `knowledge.draft_wrong` when something is still to be mended."""
    found = checked(typed_of(draft.body), writing_choices())
    if found.wrong:
        raise draft_wrong(found.wrong)
    return found.text


def require_revision(draft: Draft, revision: int) -> None:
    if draft.revision != revision:
        raise changed_meanwhile()


def changed_meanwhile() -> Problem:
    return Problem(
        "knowledge.changed_meanwhile",
        _("The text was changed meanwhile."),
        mend=_("Reload the page and look at it again."),
        status=409,
    )
