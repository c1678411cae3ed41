"""What curators do next: items to verify or renew and questions to answer, by use, risk and age."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from alur.base.access.rules import Actor
from alur.base.lib import bulk, clock
from alur.base.lib.listing import Listing
from alur.knowledge.models import Item, Question
from alur.knowledge.permissions import curated_paths
from alur.knowledge.queries.trust import Trust, named, trust
from alur.knowledge.rules.caring import CARE, OTHERS
from alur.knowledge.rules.queueing import DAYS_OF_AGE, RISK_OF_NO_ANSWER, WORTH_OF_A_WORD, Facts, Reason, reason

# Whose owner has left or works elsewhere, as `is_handed`.
HANDED = "(o.id IS NOT NULL AND (NOT o.is_active OR i.owner_unit_id IS NULL OR o.unit_id <> i.owner_unit_id))"
CONDITIONS = {
    Reason.DISPUTED: "COALESCE(s.doubts, 0) > 0",
    Reason.EXPIRED: "i.valid_until < {today}",
    Reason.HANDED: HANDED,
    Reason.DUE: "i.review_on <= {today}",
    Reason.NEW: "i.verified_at IS NULL",
}
RISK = " ".join(f"WHEN '{kind}' THEN {care.risk}" for kind, care in CARE.items())
WAITING = f"""
FROM (
    SELECT 'item' AS what, i.activity_id AS id,
        (1 + i.reads + COALESCE(s.confirmed, 0) + {WORTH_OF_A_WORD} * COALESCE(s.doubts, 0))
        * (CASE i.kind {RISK} ELSE {OTHERS.risk} END) * (1 + {{age_of_item}} / {DAYS_OF_AGE}.0) AS worth
    FROM knowledge_item i LEFT JOIN people_unit u ON u.id = i.unit_id LEFT JOIN people_employee o ON o.id = i.owner_id
    LEFT JOIN (
        SELECT item_id, SUM(CASE WHEN holds THEN 1 ELSE 0 END) AS confirmed,
            SUM(CASE WHEN holds THEN 0 ELSE 1 END) AS doubts
        FROM knowledge_opinion GROUP BY item_id
    ) s ON s.item_id = i.activity_id
    WHERE ({{reach}}) AND ({{needs}})
    UNION ALL
    SELECT 'question', MIN(q.id),
        {WORTH_OF_A_WORD} * COUNT(*) * {RISK_OF_NO_ANSWER} * (1 + {{age_of_question}} / {DAYS_OF_AGE}.0)
    FROM knowledge_question q LEFT JOIN people_unit u ON u.id = q.unit_id
    WHERE q.answered_at IS NULL AND ({{reach}}) AND ({{asks}}) GROUP BY q.stems
) w
"""
PEOPLE_WAIT = """
SELECT (
    SELECT count(DISTINCT q.stems) FROM knowledge_question q LEFT JOIN people_unit u ON u.id = q.unit_id
    WHERE q.answered_at IS NULL AND ({reach})
) + (
    SELECT count(DISTINCT i.activity_id) FROM knowledge_opinion s JOIN knowledge_item i ON i.activity_id = s.item_id
    LEFT JOIN people_unit u ON u.id = i.unit_id WHERE NOT s.holds AND ({reach})
) + (
    SELECT count(*) FROM knowledge_draft d LEFT JOIN people_unit u ON u.id = d.unit_id
    WHERE d.state = 'review' AND ({reach})
)
"""
ORDER = "w.worth DESC, w.what DESC, w.id"
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a curator, and why. item, question: one of them; count: who asked or who doubts."""

    reason: Reason
    count: int
    item: Item | None = None
    question: Question | None = None
    confirmed: int = 0
    trust: Trust | None = None


def queue(actor: Actor, only: Reason | None = None) -> Listing[Key]:
    """Return what waits for a curator, by kind and key, the most urgent first. only: for one reason.

    Raises Problem `access.not_allowed`.
    """
    reach, paths = reached(actor)
    marks = {"today": mark("date")}
    wanted = {why: text.format(**marks) for why, text in CONDITIONS.items() if only in (None, why)}
    items, asks = " OR ".join(wanted.values()) or "1 = 0", "1 = 1" if only in (None, Reason.QUESTION) else "1 = 0"
    source = WAITING.format(
        reach=reach,
        needs=items,
        asks=asks,
        age_of_item=age("COALESCE(i.verified_at, i.created_on)" if bulk.on_sqlite() else VERIFIED),
        age_of_question=age("MIN(q.asked_at)"),
    )
    days = [clock.today()] * items.count("%s")
    parameters = [clock.today(), *paths, *days, clock.today(), *paths]
    return Listing("w.what, w.id", source, ORDER, parameters, as_key)


VERIFIED = "COALESCE(i.verified_at::date, i.created_on)"


def mark(kind: str) -> str:
    return "%s" if bulk.on_sqlite() else f"%s::{kind}"


def age(since: str) -> str:
    """Return how many days have passed. since: an expression; days are counted roughly, by UTC."""
    if bulk.on_sqlite():
        return f"CAST(julianday(%s) - julianday(date({since})) AS INTEGER)"
    return f"(%s::date - ({since})::date)"


def reached(actor: Actor) -> tuple[str, list[str]]:
    """Return the condition on units, named u, and its parameters; as `permissions.within_reach`."""
    paths = curated_paths(actor)
    if "" in paths:
        return "1 = 1", []
    return " OR ".join(["u.path LIKE %s"] * len(paths)), [f"{path}%" for path in paths]


def as_key(row: tuple[Any, ...]) -> Key:
    what, id = row
    return str(what), int(id)


def told(keys: Sequence[Key]) -> list[Waiting]:
    """Return what is shown of things that wait, in the same order; five queries however many."""
    items = told_items([id for what, id in keys if what == "item"])
    questions = told_questions([id for what, id in keys if what == "question"])
    return [each for what, id in keys if (each := (items if what == "item" else questions).get(id))]


def told_items(ids: Sequence[int]) -> Mapping[int, Waiting]:
    rows = Item.objects.filter(pk__in=ids).select_related("activity", "unit", "owner")
    said = Count("opinions", filter=Q(opinions__holds=True)), Count("opinions", filter=Q(opinions__holds=False))
    rows = rows.annotate(confirmed=said[0], doubts=said[1]).defer("body")
    items = list(rows)
    trusts = named([trust(each.verified_at, each.verified_by, each.review_on, each.valid_until) for each in items])
    found = {}
    for each, stands in zip(items, trusts, strict=True):
        why = reason(facts(each, each.doubts), clock.today())
        if why:
            found[each.pk] = Waiting(why, each.doubts, item=each, confirmed=each.confirmed, trust=stands)
    return found


def facts(item: Item, doubts: int) -> Facts:
    return Facts(doubts, is_handed(item), item.review_on, item.valid_until, is_verified=item.verified_at is not None)


def is_handed(item: Item) -> bool:
    """Tell whether who owned an item has left or works elsewhere, as HANDED."""
    owner = item.owner
    return owner is not None and (not owner.is_active or owner.unit_id != item.owner_unit_id)


def told_questions(ids: Sequence[int]) -> Mapping[int, Waiting]:
    first = {each.pk: each for each in Question.objects.filter(pk__in=ids).select_related("unit")}
    stems = [each.stems for each in first.values()]
    waiting = Question.objects.filter(stems__in=stems, answered_at=None).order_by()
    counts = dict(waiting.values_list("stems").annotate(Count("pk")))
    return {pk: Waiting(Reason.QUESTION, counts.get(each.stems, 1), question=each) for pk, each in first.items()}


def waiting_count(actor: Actor) -> int:
    """Return how many questions, doubted items and drafts wait for the actor: what people wait for, not what is due."""
    reach, paths = reached(actor)
    [(count,)] = bulk.read(PEOPLE_WAIT.format(reach=reach), [*paths, *paths, *paths])
    return int(count)
