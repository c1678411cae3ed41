"""A draft's way to readers: somebody asks for a review, somebody else publishes it or gives it back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alur.base.access import permissions
from alur.base.access.rules import Actor
from alur.base.audit import services as audit
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Kind
from alur.catalogue.queries.known import ids_by_code
from alur.learning.models import Draft, DraftState, Module, ModuleContent
from alur.learning.permissions import REVIEW, may, path_of
from alur.learning.services.content import ContentRow, put_content
from alur.learning.services.drafts import held, target

LONGEST_SAID = 2_000


def ask_review(*, actor: Actor, id: UUID, revision: int) -> Draft:
    """Ask for a review; the draft rests from then on. Asked twice, it is asked once.

    revision: that was found without fault. Raises Problem `learning.no_draft`, `learning.other_state`,
    `learning.changed_meanwhile` (409).
    """
    with transaction.atomic():
        draft = held(actor, id, DraftState.DRAFT, DraftState.REVIEW)
        if draft.state == DraftState.REVIEW:
            return draft
        require_revision(draft, revision)
        draft.state, draft.asked_by, draft.said = DraftState.REVIEW, actor.name, ""
        draft.save(update_fields=["state", "asked_by", "said"])
        audit.write(actor, "learning.ask_review", target(draft), draft=str(id), revision=revision)
        return draft


def give_back(*, actor: Actor, id: UUID, said: str) -> Draft:
    """Give a draft back to its writers. said: what to change; who asked for the review may take it back without.

    Raises Problem `learning.no_draft`, `learning.other_state`, `access.not_allowed`.
    """
    with transaction.atomic():
        draft = held(actor, id, DraftState.REVIEW, DraftState.DRAFT)
        if draft.state == DraftState.DRAFT:
            return draft
        if actor.name != draft.asked_by and not may(actor, REVIEW, draft.unit):
            raise permissions.not_allowed()
        draft.state, draft.said = DraftState.DRAFT, said[:LONGEST_SAID]
        draft.save(update_fields=["state", "said"])
        audit.write(actor, "learning.give_back", target(draft), draft=str(id), revision=draft.revision)
        return draft


def publish_draft(*, actor: Actor, id: UUID, revision: int, row: ContentRow) -> Draft:
    """Publish a draft in review as the module's next version. Published twice, it is published once.

    revision: that row was read from. Raises Problem `learning.no_draft`, `learning.other_state`,
    `learning.changed_meanwhile` (409), `learning.own_review` (403), `access.not_allowed`, or why it is refused.
    """
    with transaction.atomic():
        draft = held(actor, id, DraftState.REVIEW, DraftState.PUBLISHED)
        if draft.state == DraftState.PUBLISHED:
            return draft
        require_reviewer(actor, draft)
        require_revision(draft, revision)
        is_new = not ids_by_code(Kind.MODULE, [row.code])
        verdict = put_content(actor=actor, row=row, source=f"draft:{id}", path=path_of(draft.unit))
        if isinstance(verdict, Problem):
            raise verdict
        if is_new:
            Module.objects.filter(activity__kind=Kind.MODULE, activity__code=row.code).update(unit=draft.unit)
        published_as = ModuleContent.objects.filter(activity__kind=Kind.MODULE, activity__code=row.code).latest(
            "number"
        )
        draft.state, draft.published_as = DraftState.PUBLISHED, published_as.number
        draft.changed_at = clock.now()
        draft.save(update_fields=["state", "published_as", "changed_at"])
        audit.write(actor, "learning.publish_draft", target(draft), draft=str(id), version=draft.published_as)
        return draft


def require_reviewer(actor: Actor, draft: Draft) -> None:
    """Raise Problem unless actor may review the draft, which is for other eyes than those that asked."""
    if not may(actor, REVIEW, draft.unit):
        raise permissions.not_allowed()
    if actor.name in (draft.asked_by, draft.changed_by):
        raise Problem(
            "learning.own_review",
            _("A draft is published by somebody else than who wrote it or asked for its review."),
            mend=_("Ask another curator or the training centre."),
            status=403,
        )


def require_revision(draft: Draft, revision: int) -> None:
    if draft.revision != revision:
        raise Problem(
            "learning.changed_meanwhile",
            _("The draft was changed meanwhile."),
            mend=_("Reload the page and look at it again."),
            status=409,
        )
