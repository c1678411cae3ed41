"""What answers a question, the nearest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alur.base.lib import bulk, clock
from alur.search.queries.embedding import embedder
from alur.search.queries.narrowing import ANYTHING, Narrowing, conditions, of_what
from alur.search.queries.reading import Condition
from alur.search.queries.scoring import LAPSED, SCORE_PLACES, Scored, scored_passages
from alur.search.queries.weighing import weigh
from alur.search.rules.asking import LONGEST_QUESTION, question
from alur.search.rules.blending import MEANING_COUNTS, OF_BEST, scaled
from alur.search.rules.expanding import meant_besides
from alur.search.rules.reading import Reader
from alur.search.rules.words import stem


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found, at its best passage. The fields from kind to text stand in the order of SHOWN."""

    kind: str
    own_kind: str
    code: str
    title: str
    day: date | None
    heading: str
    place: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. terms: by which; guessed: what was looked for in the place of words that nobody wrote."""

    hits: Sequence[Hit]
    terms: frozenset[str]
    guessed: Mapping[str, str]


SHOWN = "d.kind, d.own_kind, d.code, d.title, d.day, p.heading, p.place, p.text"
IN_TURN = f"""
SELECT p.id, p.document_id, CASE WHEN d.lapses_on <= %s THEN {LAPSED} ELSE 1.0 END,
    EXISTS (SELECT 1 FROM search_vector v WHERE v.model_id = %s AND v.digest = p.digest)
FROM search_passage p JOIN search_document d ON d.id = p.document_id WHERE {{kept}} AND p.id IN ({{marks}})
ORDER BY d.is_verified DESC, d.day DESC, p.id
"""
TEXTS = f"""
SELECT p.id, {SHOWN} FROM search_passage p JOIN search_document d ON d.id = p.document_id WHERE p.id IN ({{marks}})
"""


def search(text: str, *, limit: int, reader: Reader, narrowing: Narrowing = ANYTHING, by_words: bool = False) -> Answer:
    """Return the items that answer a text best, of those that the reader may find. limit: how many at most.

    by_words: by words alone, as when somebody still types, even where the model that knows meanings is on.
    """
    asked = question(text)
    besides = meant_besides(asked.words)
    weighed, guessed = weigh(asked, besides, reader)
    terms = frozenset([*asked.terms, *besides, *map(stem, guessed.values())])
    kept = conditions(narrowing, reader)
    rows = scored_passages(weighed, kept, reader, limit) if weighed else []
    near = [] if by_words or not asked.words else near_in_meaning(text[:LONGEST_QUESTION], narrowing, reader)
    best = best_of_items(blended(rows, near, kept) if near else rows)[:limit]
    texts = read_texts([passage_id for passage_id, _ in best])
    return Answer([hit(texts[id], score) for id, score in best if id in texts], terms, guessed)


def near_in_meaning(text: str, narrowing: Narrowing, reader: Reader) -> list[tuple[int, float]]:
    """Return (passage's key, likeness) of what is nearest in meaning; nothing without a model."""
    model = embedder()
    if model is None:
        return []
    from alur.search.queries.meaning import nearest  # needs NumPy, which is there when the model is

    return nearest(text, model, of_what(narrowing), reader, OF_BEST)


def blended(rows: Sequence[Scored], near: Sequence[tuple[int, float]], conditions: Condition) -> list[Scored]:
    """Return passages by what words and meaning say together, each from 0 to 1 over its own best."""
    words, meaning = scaled({id: score for id, _, score in rows}), scaled(dict(near))
    kept, parameters = conditions
    model = embedder()
    ids = list(words | meaning)
    told = [clock.today(), model.model_id if model else "", *parameters, *ids]
    sql = IN_TURN.format(kept=kept, marks=", ".join(["%s"] * len(ids)))
    found = []
    for id, document_id, factor, is_known in bulk.read(sql, told):
        said = words.get(id, 0.0)
        # What nobody has worked out yet is taken to mean as much as it says, or it would come last for days.
        meant = float(factor) * meaning.get(id, 0.0) if is_known else said
        found.append(Scored(id, document_id, round(said + MEANING_COUNTS * meant, SCORE_PLACES)))
    found.sort(key=lambda row: -row.score)
    return [*found, *(row._replace(score=0.0) for row in rows if row.passage_id not in words)]


def best_of_items(rows: Sequence[Scored]) -> list[tuple[int, float]]:
    """Return (passage's key, score) of each item at its best passage, the best first."""
    items: dict[int, tuple[int, float]] = {}
    for passage_id, document_id, score in rows:
        items.setdefault(document_id, (passage_id, score))
    return list(items.values())


def read_texts(ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return what is shown of passages, by their keys."""
    rows = bulk.read(TEXTS.format(marks=", ".join(["%s"] * len(ids))), ids) if ids else []
    return {row[0]: row[1:] for row in rows}


def hit(shown: Sequence[Any], score: float) -> Hit:
    kind, own_kind, code, title, day, heading, place, text = shown
    return Hit(kind, own_kind, code, title, bulk.as_day(day) if day else None, heading, place, text, score)
