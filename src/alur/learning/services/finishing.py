"""Finishing a module: once its criteria are met, one record; however often it is sent, it counts once a year."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.learning.permissions import required
from alur.learning.queries.attempts import Completed
from alur.learning.queries.reading import Reading, reading
from alur.learning.rules.criteria import is_complete
from alur.learning.services.progress import CONFLICT, Sent
from alur.learning.statements import completed_draft
from alur.records.services import append

WHOLE_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished module.

    completed: that year; page: the module as it was met when she finished; is_new: whether it was stored only now.
    """

    page: Reading
    completed: Completed
    is_new: bool


def finish_module(
    *,
    actor: Actor,
    code: str,
    record_id: UUID,
    at: datetime,
    last_screen: int | None = None,
    version: int | None = None,
) -> Finished:
    """Record that the actor finished a module, unless it is recorded already this year.

    record_id: made by the page; last_screen: the screen she finishes on, which she has read by that; version: of the
    content, as the page showed it. Raises Problem `learning.no_learner`, `learning.no_module`, `learning.no_version`,
    `learning.no_content`, `learning.unfinished`, `records.conflict`.
    """
    page = reading(actor.subject, code, content=version, at=at)
    required(page.employee)
    if page.completed:
        return Finished(page, page.completed, is_new=False)
    require_finished(page, last_screen)
    try:
        append_completion(page, Sent(actor.subject, code, record_id, at), last_screen)
    except Problem as problem:
        # Sent twice at once: the other one has recorded it.
        completed = reading(actor.subject, code, at=at).completed
        if problem.code != CONFLICT or completed is None:
            raise
        return Finished(page, completed, is_new=False)
    return Finished(page, Completed(record_id, at, page.year, page.offer.activity_id), is_new=True)


def require_finished(page: Reading, last_screen: int | None) -> None:
    """Raise Problem unless all criteria are met."""
    if page.contents is None:
        raise Problem(
            "learning.no_content",
            _("This module is not taken here, so it cannot be finished here."),
            mend=_("It is recorded once the place where you take it reports it."),
            status=409,
        )
    also = [] if last_screen is None or page.open_questions(last_screen) else [last_screen]
    if not is_complete(page.ticks(also)):
        raise Problem(
            "learning.unfinished",
            _("Something is still missing in this module."),
            mend=_("Its first page shows what: screens to read, questions to answer, an exam to pass."),
            status=409,
        )


def append_completion(page: Reading, sent: Sent, last_screen: int | None) -> None:
    completion = completed_draft(
        record_id=sent.record_id,
        nip=sent.nip,
        module_code=sent.code,
        at=sent.at,
        score=score(page),
        duration_seconds=None,
    )
    unread = [] if last_screen is None or last_screen in page.attempt.read else [last_screen]
    append([*(sent.screen(number, content=page.content_number) for number in unread), completion])


def score(page: Reading) -> Decimal | None:
    """Return the share of questions answered right, in percent; None when the module asks none."""
    asked = page.asked_on_way
    right = len(page.attempt.right & asked)
    return round(Decimal(WHOLE_PERCENT * right) / len(asked), 2) if asked else None
