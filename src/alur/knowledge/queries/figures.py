"""The figures of what a curator looks after."""

from dataclasses import dataclass
from datetime import date, datetime

from alur.base.access.rules import Actor
from alur.base.lib import clock
from alur.knowledge.models import Item, Question
from alur.knowledge.permissions import within_reach
from alur.knowledge.queries.items import USUAL_KINDS
from alur.knowledge.rules.figures import Asked, Kept, KindFigures, QuestionFigures, by_kind, of_questions


@dataclass(frozen=True, slots=True)
class Figures:
    """Of items by kind, with all of them as the last, and of questions."""

    kinds: list[KindFigures]
    questions: QuestionFigures


def figures(actor: Actor) -> Figures:
    """Return the figures of what actor looks after, in two queries. Raises Problem `access.not_allowed`."""
    reach, today = within_reach(actor), clock.today()
    columns = ("kind", "reads", "created_on", "verified_at", "review_on", "valid_until")
    items = [
        Kept(kind, reads, created_on, local(verified_at), review_on, valid_until)
        for kind, reads, created_on, verified_at, review_on, valid_until in Item.objects.filter(reach)
        .order_by()
        .values_list(*columns)
    ]
    there = {each.kind for each in items}
    kinds = [*(kind for kind in USUAL_KINDS if kind in there), *sorted(there - set(USUAL_KINDS))]
    # Asked alike, they are one: who waits first counts.
    first: dict[tuple[str, datetime | None], datetime] = {}
    for stems, asked_at, answered_at in Question.objects.filter(reach).values_list("stems", "asked_at", "answered_at"):
        key = (stems, answered_at)
        first[key] = min(first.get(key, asked_at), asked_at)
    asked = [Asked(clock.local_date(at), local(answered_at)) for (_, answered_at), at in first.items()]
    return Figures(by_kind(items, kinds, today), of_questions(asked, today))


def local(at: datetime | None) -> date | None:
    return clock.local_date(at) if at else None
