"""What people asked the curators."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alur.base.access.rules import Actor
from alur.base.lib import bulk
from alur.base.lib.problems import Problem
from alur.knowledge.models import Question
from alur.knowledge.permissions import may_read, reach_of, within_reach
from alur.search.rules.asking import question

HERS_SHOWN = 50
LEAST_SHARED = 0.6
WAITING = """
SELECT min(q.text), q.stems, count(*) FROM knowledge_question q
WHERE q.answered_at IS NULL AND ({holding}) GROUP BY q.stems
"""
LARGEST_ID = 2**63 - 1


def own_questions(actor: Actor) -> list[Question]:
    """Return what the actor has asked, the newest first."""
    hers = Question.objects.filter(asked_by=actor.name).select_related("item__activity", "item__unit")
    rows = hers.prefetch_related("item__audience").order_by("-asked_at", "-pk")
    return [as_read(each, actor) for each in rows[:HERS_SHOWN]]


def as_read(asked: Question, actor: Actor) -> Question:
    """Return a question as the actor may see it: what she may not read does not answer it for her."""
    named = list(asked.item.audience.all()) if asked.item else []
    if asked.item and named and not may_read(reach_of(actor), asked.item, named):
        asked.item = None
        asked.said = asked.said or _("The answer is no longer open to you.")
    return asked


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for an answer, as everybody may see it. count: of those who ask it."""

    text: str
    count: int
    share: float


def waiting_like(text: str, *, limit: int) -> list[Waiting]:
    """Return the questions that wait for an answer and ask for most of what a text does, the nearest first.

    One query at most; who asked is not told. limit: how many at most.
    """
    terms = [term for term in question(text).terms if term.isalnum()]
    if not terms:
        return []
    holding = " OR ".join(["' ' || q.stems || ' ' LIKE %s"] * len(terms))
    rows = bulk.read(WAITING.format(holding=holding), [f"% {term} %" for term in terms])
    found = [Waiting(text, count, shared(terms, stems.split())) for text, stems, count in rows]
    near = [each for each in found if each.share >= LEAST_SHARED]
    return sorted(near, key=lambda each: (-each.share, -each.count, each.text))[:limit]


def shared(terms: Sequence[str], stems: Sequence[str]) -> float:
    """Return which share of the shorter of two questions the other has too."""
    return len({*terms} & {*stems}) / max(1, min(len({*terms}), len({*stems})))


def question_of(actor: Actor, id: int) -> Question:
    """Return a question that the actor may answer. Raises `knowledge.no_question` (404), `access.not_allowed`."""
    rows = Question.objects.filter(within_reach(actor), pk=min(id, LARGEST_ID))
    found = rows.select_related("unit", "item__activity", "item__unit").first()
    if found is None:
        raise Problem(
            "knowledge.no_question",
            _("There is no question at this address."),
            mend=_("Look for it in Curation."),
            status=404,
        )
    return as_read(found, actor)


def asked_alike(asked: Question) -> "QuerySet[Question]":
    """Return what waits for the same answer, of whatever unit, the first one first."""
    return Question.objects.filter(stems=asked.stems, answered_at=None).order_by("pk")
