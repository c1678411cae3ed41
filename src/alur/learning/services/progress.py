"""Records of reading: screens read and questions answered. Sent twice, they are recorded once.

Her own learning is proven by the records themselves, so the audit trail does not repeat it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID, uuid5

from alur.base.access.rules import Actor
from alur.base.lib.problems import Problem
from alur.learning.permissions import required
from alur.learning.queries.attempts import stored_ids
from alur.learning.queries.contents import ShownQuestion
from alur.learning.queries.reading import Reading, reading
from alur.learning.rules.answering import given, is_right
from alur.learning.statements import answered_draft, screen_read_draft
from alur.records.rules.draft import Draft
from alur.records.services import append

Answers = Mapping[int, Sequence[str]]
NO_ANSWERS: Answers = MappingProxyType({})
CONFLICT = "records.conflict"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a screen.

    page: the module as it was met; open_questions: of the screen, not answered yet; is_new: if anything was stored;
    onward: the screen to go on to, 0 when that is to be chosen first or when it was the last.
    """

    page: Reading
    open_questions: frozenset[int]
    is_new: bool
    onward: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page of hers sends.

    record_id: made by the page, from which the ids of all its records follow; version: of the content that the page
    showed, None when it does not tell.
    """

    nip: str
    code: str
    record_id: UUID
    at: datetime
    version: int | None = None

    def own_id(self, part: str) -> UUID:
        """Return the id of one record. It is hers alone: an id of somebody else's must not stand in her way."""
        return uuid5(self.record_id, f"{self.nip}/{self.code}/{part}")

    def screen(self, number: int, *, content: int, choice: int | None = None) -> Draft:
        """Return the record that she has read a screen. content: of the version; choice: where she went on to."""
        return screen_read_draft(
            record_id=self.own_id(f"screen/{number}/{choice}" if choice else f"screen/{number}"),
            nip=self.nip,
            module_code=self.code,
            content=content,
            screen=number,
            at=self.at,
            choice=choice,
        )

    def answer(self, question: ShownQuestion, response: str, *, content: int) -> Draft:
        """Return the record of an answer. content: number of the version."""
        return answered_draft(
            record_id=self.own_id(f"question/{question.number}/{response}"),
            nip=self.nip,
            module_code=self.code,
            content=content,
            question=question.number,
            response=response,
            is_right=is_right(question.question, response),
            at=self.at,
        )


def record_screen(
    *,
    actor: Actor,
    code: str,
    screen: int,
    record_id: UUID,
    at: datetime,
    answers: Answers = NO_ANSWERS,
    version: int | None = None,
    choice: int | None = None,
) -> Step:
    """Record what the actor answered on a screen, and that she has read it once none of its questions is open.

    record_id: made by the page; answers: a form's values by question; version: of the content, as the page showed it;
    choice: the screen to go on to from a fork, which is read only then.
    What she has answered right stays; nothing is recorded when she has completed the module in the year of `at`.
    Raises Problem `learning.no_learner`, `learning.no_module`, `learning.no_version`, `learning.no_screen`.
    """
    sent = Sent(actor.subject, code, record_id, at, version)
    try:
        return append_new(sent, screen, answers, choice)
    except Problem as problem:
        if problem.code != CONFLICT:
            raise
        # The same page came before or twice at once, maybe with another time; what is recorded already is left out.
        return append_new(sent, screen, answers, choice, is_again=True)


def append_new(sent: Sent, screen: int, answers: Answers, choice: int | None, *, is_again: bool = False) -> Step:
    page = reading(sent.nip, sent.code, content=sent.version, at=sent.at)
    required(page.employee)
    questions = page.screen(screen).questions
    chosen = choice if choice and page.contents and choice in page.contents.targets[screen - 1] else None
    onward = chosen or page.onward(screen)
    if page.completed:
        return Step(page, frozenset(), is_new=False, onward=onward)
    fresh = new_responses(page, questions, answers)
    still_open = page.open_questions(screen) - frozenset(fresh)
    content = page.content_number
    drafts = [
        sent.answer(question, fresh[question.number], content=content)
        for question in questions
        if question.number in fresh
    ]
    if not still_open and is_left_anew(page, screen, chosen):
        drafts.append(sent.screen(screen, content=content, choice=chosen if page.is_fork(screen) else None))
    if is_again:
        drafts = unknown(drafts)
    outcome = append(drafts) if drafts else None
    return Step(page, still_open, is_new=bool(outcome and outcome.stored), onward=onward)


def is_left_anew(page: Reading, screen: int, chosen: int | None) -> bool:
    """Tell whether that she goes on from a screen says something new: a fork is left by choosing alone."""
    if not page.is_fork(screen):
        return screen not in page.attempt.read
    return chosen is not None and page.attempt.chosen.get(screen) != chosen


def unknown(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts whose ids are not stored yet: a record's id decides, not the moment a page told."""
    stored = stored_ids([draft.id for draft in drafts])
    return [draft for draft in drafts if draft.id not in stored]


def new_responses(page: Reading, questions: Sequence[ShownQuestion], answers: Answers) -> dict[int, str]:
    """Return the responses that say something new, by question."""
    hers = page.attempt
    found = {question.number: given(question.question, answers.get(question.number, ())) for question in questions}
    return {
        number: response
        for number, response in found.items()
        if response
        and number not in hers.right
        and not (number in hers.answers and hers.answers[number].response == response)
    }
