"""A module repeated in another year by answering its questions at once: one try, before going through it again."""

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
from alur.learning.rules.answering import given, is_right
from alur.learning.services.finishing import WHOLE_PERCENT
from alur.learning.services.progress import CONFLICT, Answers, Sent
from alur.learning.statements import completed_draft
from alur.records.rules.draft import Draft
from alur.records.services import append


@dataclass(frozen=True, slots=True)
class Tested:
    """How a try went.

    right: how many of those asked; needed: how many had to be; completed: in the year, None when it was not enough.
    """

    page: Reading
    right: int
    asked: int
    needed: int
    completed: Completed | None


def answer_at_once(
    *, actor: Actor, code: str, record_id: UUID, at: datetime, answers: Answers, version: int | None = None
) -> Tested:
    """Record what the actor answered, and that she completed the module when enough of it is right.

    Its screens count as read, as she completed it in an earlier year; an exam that it asks for must be passed all the
    same. record_id: made by the page; answers: a form's values by question; version: of the content that the page
    showed. Raises Problem `learning.no_learner`, `learning.no_module`, `learning.no_version`, `learning.no_test_out`.
    """
    page = reading(actor.subject, code, content=version, at=at)
    required(page.employee)
    if page.completed:
        return Tested(page, 0, 0, 0, page.completed)
    if page.contents is None or not page.may_test_out:
        raise no_test_out()
    sent = Sent(actor.subject, code, record_id, at)
    drafts, right = answered(page, sent, answers)
    tested = Tested(page, right, page.contents.size.questions, page.asked_at_once, None)
    is_passed = right >= tested.needed and (not page.contents.asked.exam or page.has_passed_exam)
    if is_passed:
        drafts.append(completion(sent, right, tested.asked))
    try:
        if drafts:
            append(drafts)
    except Problem as problem:
        # Sent twice at once: the other one has recorded it.
        again = reading(actor.subject, code, content=version, at=at)
        if problem.code != CONFLICT or not (again.completed or again.attempt.answers):
            raise
        return Tested(again, right, tested.asked, tested.needed, again.completed)
    made = Completed(record_id, at, page.year, page.offer.activity_id) if is_passed else None
    return Tested(page, right, tested.asked, tested.needed, made)


def answered(page: Reading, sent: Sent, answers: Answers) -> tuple[list[Draft], int]:
    """Return the records of what was answered, and how many of it is right."""
    questions = page.contents.questions if page.contents else []
    found = [(question, given(question.question, answers.get(question.number, ()))) for question in questions]
    told = [(question, response) for question, response in found if response]
    drafts = [sent.answer(question, response, content=page.content_number) for question, response in told]
    return drafts, sum(is_right(question.question, response) for question, response in told)


def completion(sent: Sent, right: int, asked: int) -> Draft:
    return completed_draft(
        record_id=sent.record_id,
        nip=sent.nip,
        module_code=sent.code,
        at=sent.at,
        score=round(Decimal(WHOLE_PERCENT * right) / asked, 2),
        duration_seconds=None,
        is_tested_out=True,
    )


def no_test_out() -> Problem:
    return Problem(
        "learning.no_test_out",
        _("The questions of this module cannot be answered at once now."),
        mend=_("Go through the module; what you have answered right stays right."),
        status=409,
    )
